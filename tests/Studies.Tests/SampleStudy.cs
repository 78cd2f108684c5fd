namespace DlnDynamics.Studies.Tests;

/// <summary>A small valid study that tests bend.</summary>
public static class SampleStudy
{
    public const string Text = """
        study: small
        question: Does it work?
        problem:
          completion:
            matrix: data.csv
            observed: { fraction: 0.5, seed: 1 }
            scale: unit-spectral-norm
        flow:
          depth: [2, 3, infinite]
          start:
            balanced-orthogonal: { scale: 1e-3, seed: 1 }
        integrate:
          until:
            time: 1e6
        """;

    /// <summary>What is said of its data, and of its run at infinite depth, for the data are 3 × 2.</summary>
    public const string Note =
        "data.csv: 3 × 2, 5 of 6 entries present (83.3 %), from 0 to 3.\n"
        + "At infinite depth a start that is not square and of full rank keeps its row and column spaces for all time: what the data have outside them is never learned.\n";

    public const string Data = "city,Paris,Rome\nParis,0,1\nRome,1,0\nOslo,,3\n";

    /// <summary>The sample in a folder, one of its lines exchanged for others.</summary>
    public static string In(TemporaryFolder folder, string? line = null, string? replacement = null, string data = Data)
    {
        folder.Write("data.csv", data);
        if (line is not null)
        {
            Assert.Contains(line, Text, StringComparison.Ordinal);
        }
        return folder.Write("study.yaml", line is null ? Text : Text.Replace(line, replacement, StringComparison.Ordinal));
    }

    public static Study Read(TemporaryFolder folder, params string[] overrides) => StudyFile.Read(In(folder), overrides);
}
