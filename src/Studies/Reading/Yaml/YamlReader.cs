using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DlnDynamics.Studies;

/// <summary>YAML text to nodes that know their places; nothing is interpreted yet.</summary>
internal static class YamlReader
{
    /// <summary>The first document of a text, or null after an error.</summary>
    public static StudyNode? Read(string text, string file, ErrorList errors)
    {
        Parser parser = new(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                errors.Add(new(file, 1, 1), "", "the file is empty; `dln new NAME` writes one to start from.");
                return null;
            }
            StudyNode root = ReadNode(parser, file, errors);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out DocumentStart? second))
            {
                errors.Add(PlaceOf(file, second.Start), "", "a study file holds one document; here begins a second.");
            }
            return root;
        }
        catch (YamlException exception)
        {
            errors.Add(PlaceOf(file, exception.Start), "", $"this is not YAML: {exception.Message.TrimEnd('.')}.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner's own state breaks on some texts that end too early.
            errors.Add(parser.Current is { } last ? PlaceOf(file, last.End) : new(file, 1, 1), "", "this is not YAML: something opened before here does not close.");
            return null;
        }
    }

    private static StudyNode ReadNode(Parser parser, string file, ErrorList errors)
    {
        ParsingEvent start = parser.Consume<ParsingEvent>();
        switch (start)
        {
            case Scalar scalar:
                return new ScalarNode(PlaceOf(file, start.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                List<StudyNode> items = [];
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(ReadNode(parser, file, errors));
                }
                return new ListNode(PlaceOf(file, start.Start), [.. items]);
            case MappingStart:
                return new MappingNode(PlaceOf(file, start.Start), [.. ReadEntries(parser, file, errors)]);
            default:
                throw new YamlException(start.Start, start.End, "anchors and aliases (& and *) have no meaning in a study file");
        }
    }

    private static List<MappingEntry> ReadEntries(Parser parser, string file, ErrorList errors)
    {
        List<MappingEntry> entries = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            ParsingEvent start = parser.Consume<ParsingEvent>();
            string key = start is Scalar scalar ? scalar.Value : throw new YamlException(start.Start, start.End, "a key must be a word");
            MappingEntry entry = new(key, PlaceOf(file, start.Start), ReadNode(parser, file, errors));
            if (entries.Find(other => other.Key == key) is { } first)
            {
                errors.Add(entry.Place, "", $"the key \"{key}\" stands here a second time; the first is in line {first.Place.Line}.");
            }
            else
            {
                entries.Add(entry);
            }
        }
        return entries;
    }

    private static Place PlaceOf(string file, in Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
