using System.Security.Cryptography;
using System.Text;

namespace DlnDynamics.Studies;

/// <summary>The fingerprint of a run: the same for the same settings and data, on every machine and under every name.</summary>
public static class RunKey
{
    /// <summary>Raised when results of the same settings would mean something else than before.</summary>
    public const string FormatVersion = "dln-run-2";

    /// <summary>The first 16 hexadecimal digits of SHA-256 over the format version and the canonical settings.</summary>
    public static string Of(RunSettings settings)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormatVersion + "\n"));
        hash.AppendData(SettingsJson.Write(settings).Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
