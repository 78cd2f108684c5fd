using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DlnDynamics.Architecture.Tests;

/// <summary>The types of other projects of ours that a compiled project names, read from its metadata without loading it.</summary>
internal static class NamedTypes
{
    private const string Prefix = "DlnDynamics.";

    /// <summary>Pairs (project, type) such as (Integrators, IVectorField); a generic type without its arity.</summary>
    public static IReadOnlyList<(string Project, string Type)> Of(string project)
    {
        string file = project == "Cli" ? "dln.dll" : $"{Prefix}{project}.dll";
        using FileStream stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, file));
        using PEReader image = new(stream);
        MetadataReader metadata = image.GetMetadataReader();
        var named = new List<(string, string)>();
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            // A nested type has its outer type as scope, and the outer type is in the table too.
            TypeReference type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            {
                AssemblyReference assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                string assemblyName = metadata.GetString(assembly.Name);
                if (assemblyName.StartsWith(Prefix, StringComparison.Ordinal) || assemblyName == "dln")
                {
                    string owner = assemblyName == "dln" ? "Cli" : assemblyName[Prefix.Length..];
                    named.Add((owner, metadata.GetString(type.Name).Split('`')[0]));
                }
            }
        }
        return named;
    }

    /// <summary>The types that the files of a source folder define; each file bears the name of its type (a rule of the compiler settings here).</summary>
    public static IReadOnlySet<string> DefinedIn(string folder)
    {
        IReadOnlyList<string> files = Repository.Files(folder, ".cs");
        Assert.NotEmpty(files);
        return files.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
    }
}
