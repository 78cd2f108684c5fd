using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DlnDynamics.Figures;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>manifest.json: with what, on what and when the results were made.</summary>
public static class Manifest
{
    /// <summary>This program's version, with the commit after a plus sign where it is known.</summary>
    public static string Version { get; } =
        typeof(Manifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private const string Page = "page-drawn-with";

    /// <summary>The bytes of a manifest whose page has been made again by this program.</summary>
    public static byte[] WithPageOfThisProgram(ReadOnlySpan<byte> manifest)
    {
        JsonNode? node = JsonNode.Parse(manifest);
        if (node is not JsonObject fields)
        {
            return manifest.ToArray();
        }
        fields[Page] = BrowserLibraries.Default.Source;
        return JsonText.Write(json => fields.WriteTo(json));
    }

    /// <summary>The bytes of the file.</summary>
    /// <param name="study">The study, for the hashes of its data.</param>
    /// <param name="started">When this process began to run it.</param>
    /// <param name="ended">When the last run was stored.</param>
    public static byte[] Write(Study study, DateTimeOffset started, DateTimeOffset ended)
    {
        ArgumentNullException.ThrowIfNull(study);
        return JsonText.Write(json =>
        {
            string[] parts = Version.Split('+', 2);
            json.WriteStartObject();
            json.WriteString("study", study.Name);
            json.WriteString("version", parts[0]);
            json.WriteString("commit", parts.Length > 1 ? parts[1] : null);
            json.WriteString("kernels", DenseKernels.Default.Name);
            json.WriteString("machine", Environment.MachineName);
            json.WriteString("processor", RuntimeInformation.ProcessArchitecture.ToString());
            json.WriteNumber("processors", Environment.ProcessorCount);
            json.WriteString("system", RuntimeInformation.OSDescription);
            json.WriteString("framework", RuntimeInformation.FrameworkDescription);
            json.WriteString(Page, BrowserLibraries.Default.Source);
            json.WriteString("started", started);
            json.WriteString("ended", ended);
            json.WriteStartObject("data-sha256");
            foreach ((string file, string hash) in study.DataHashes)
            {
                json.WriteString(file, hash);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
