namespace DlnDynamics.Studies.Tests;

public sealed class AnyStudyFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // A slip of the pen anywhere must end in a study or in sentences with places: never in another exception.
    [Fact]
    public void Is_read_or_refused_with_sentences_whatever_slip_it_holds()
    {
        const int Seed = 7;
        Random random = new(Seed);
        string[] scraps = ["", " ", ":", "-", "[", "]", "{", "}", "\n", "  ", "\"", "'", "#", "&a", "*", "1..", "..", "1e999", "null", "~", "- ", "? ", "|", ">", "%", "\t", "@", "é", ", "];
        int refused = 0;
        for (int trial = 0; trial < 500; trial++)
        {
            string text = SampleStudy.Text + "\nrecord:\n  times: { linear: [1, 2, 3] }\n";
            for (int slip = 0; slip <= random.Next(3); slip++)
            {
                int at = random.Next(text.Length);
                text = text.Remove(at, Math.Min(random.Next(4), text.Length - at)).Insert(at, scraps[random.Next(scraps.Length)]);
            }
            folder.Write("data.csv", SampleStudy.Data);
            string path = folder.Write("study.yaml", text);
            try
            {
                _ = StudyFile.Read(path);
            }
            catch (StudyException exception)
            {
                refused++;
                Assert.All(exception.Errors, error => Assert.True(error.Line >= 1 && error.Column >= 1 && error.Message.Length > 10, error.ToString()));
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {Seed}, trial {trial}: {exception}\n{text}");
            }
        }
        Assert.InRange(refused, 100, 499);
    }

    [Fact]
    public void Has_its_matrix_read_or_refused_with_sentences_whatever_slip_that_holds()
    {
        const int Seed = 8;
        Random random = new(Seed);
        string[] scraps = ["", ",", "\n", "\"", "x", "-", "NA", "1e999", ";", "\0", "\r", " ", "\uFEFF", "é"];
        for (int trial = 0; trial < 500; trial++)
        {
            string data = SampleStudy.Data;
            for (int slip = 0; slip <= random.Next(3); slip++)
            {
                int at = random.Next(data.Length);
                data = data.Remove(at, Math.Min(random.Next(4), data.Length - at)).Insert(at, scraps[random.Next(scraps.Length)]);
            }
            string path = SampleStudy.In(folder, data: data);
            Exception? exception = Record.Exception(() => StudyFile.Read(path));
            Assert.True(exception is null or StudyException, $"seed {Seed}, trial {trial}: {exception}\n{data}");
        }
    }
}
