using System.Diagnostics;

namespace DlnDynamics.Figures.Tests;

/// <summary>A headless Chromium, where the machine has one.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The program, or null.</summary>
    public static string? Path { get; } = (
        from name in Names
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        let file = System.IO.Path.Combine(folder, name)
        where File.Exists(file)
        select file).FirstOrDefault();

    /// <summary>The document of a page after its scripts ran.</summary>
    public static async Task<string> DumpDocumentAsync(string html, CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("figures-in-browser-");
        try
        {
            string page = System.IO.Path.Combine(folder.FullName, "report.html");
            await File.WriteAllTextAsync(page, html, cancellation);
            ProcessStartInfo start = new(Path!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", $"--user-data-dir={System.IO.Path.Combine(folder.FullName, "profile")}",
                "--virtual-time-budget=20000", "--dump-dom", new Uri(page).AbsoluteUri,
            ]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
            // Both pipes are read: a full one would stop the browser.
            Task<string> complaints = process.StandardError.ReadToEndAsync(cancellation);
            string document = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return document.Length > 0 ? document : throw new InvalidOperationException($"Chromium printed no document: {await complaints}");
        }
        finally
        {
            DeletePatiently(folder);
        }
    }

    // The browser's last processes may still be writing their profile when the first has ended.
    private static void DeletePatiently(DirectoryInfo folder)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(100);
            }
        }
    }
}
