using System.Reflection;
using System.Runtime.Loader;

namespace NeuralLearn.Compiled.Tool.Compiling;

/// <summary>An assembly with networks, loaded so that it can be let go again. It shares the tool's NeuralLearn.Compiled.</summary>
internal sealed class NetworkAssembly : IDisposable
{
    private readonly Context _context;
    private readonly string _path;

    private NetworkAssembly(Context context, Assembly assembly, string path, CompiledSource? source)
    {
        (_context, _path, Source) = (context, path, source);
        Networks = [.. Types(assembly, path).Where(NetworkClass.IsNetwork)
            .OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => new NetworkClass(type))];
    }

    /// <summary>All classes with [Network], by name.</summary>
    public IReadOnlyList<NetworkClass> Networks { get; }

    /// <summary>What it was compiled from here; null if it came compiled.</summary>
    public CompiledSource? Source { get; }

    /// <summary>What to do about an assembly that was built with another version of the library.</summary>
    public static string OtherLibrary =>
        $"It was built with another version of NeuralLearn.Compiled than this tool, which has {LibraryName.Version?.ToString(3)}: build it with that one, install the tool of its version, or name the .cs file instead.";

    private static AssemblyName LibraryName => typeof(INetwork).Assembly.GetName();

    /// <summary>Loads a compiled assembly, and beside it what it refers to.</summary>
    /// <exception cref="ToolFailure">It is none, or what it needs is missing.</exception>
    public static NetworkAssembly OfFile(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new ToolFailure($"There is no file {path}.");
        }

        var context = new Context(full);
        try
        {
            var assembly = context.LoadFromAssemblyPath(full);
            var wanted = Array.Find(assembly.GetReferencedAssemblies(), name => name.Name == LibraryName.Name)?.Version;
            if (wanted is not null && !Agrees(wanted, LibraryName.Version!))
            {
                throw new ToolFailure($"{path} was built with NeuralLearn.Compiled {wanted.ToString(3)}. {OtherLibrary}");
            }

            return new NetworkAssembly(context, assembly, path, null);
        }
        catch (BadImageFormatException problem)
        {
            context.Unload();
            throw new ToolFailure($"{path} is no .NET assembly; name the .dll that a build writes, not the program beside it.", inner: problem);
        }
        catch (Exception problem) when (problem is FileLoadException or FileNotFoundException or TypeLoadException)
        {
            context.Unload();
            throw new ToolFailure($"{path} cannot be loaded: {problem.Message}", inner: problem);
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>Loads a file of C# or a compiled assembly, by its ending.</summary>
    /// <exception cref="ToolFailure">It cannot be read, compiled or loaded.</exception>
    public static NetworkAssembly Open(string path, CancellationToken stop = default) =>
        path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? SourceCompiler.CompileFile(path, stop).Load() : OfFile(path);

    internal static NetworkAssembly OfImage(byte[] image, string path, CompiledSource source)
    {
        var context = new Context(null);
        using var stream = new MemoryStream(image, writable: false);
        return new NetworkAssembly(context, context.LoadFromStream(stream), path, source);
    }

    /// <summary>The network of a name, with or without its namespace; without a name the only one.</summary>
    /// <exception cref="ToolFailure">There is no such network, or more than one; the message names those there are.</exception>
    public NetworkClass Find(string? name)
    {
        if (Networks.Count == 0)
        {
            throw new ToolFailure($"{_path} has no class with [Network].");
        }

        var found = name is null ? Networks
            : [.. Networks.Where(network => network.FullName == name || network.Name == name)];
        var all = string.Join(", ", Networks.Select(network => network.FullName));
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ToolFailure($"{_path} has no network '{name}'; it has {all}."),
            _ when name is null => throw new ToolFailure($"{_path} has {found.Count} networks; choose one with --network: {all}.", ExitCode.Usage),
            _ => throw new ToolFailure($"{_path} has {found.Count} networks named '{name}'; write the namespace too: {all}.", ExitCode.Usage),
        };
    }

    public void Dispose() => _context.Unload();

    /// <summary>By the rules of semantic versions: before 1.0 every minor version may break what was.</summary>
    private static bool Agrees(Version wanted, Version here) => wanted.Major == here.Major && (wanted.Major > 0 || wanted.Minor == here.Minor);

    private static IEnumerable<Type> Types(Assembly assembly, string path)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException problem)
        {
            // A program may refer to what is not here; its networks usually do not.
            var loaded = problem.Types.OfType<Type>().ToList();
            return loaded.Exists(NetworkClass.IsNetwork)
                ? loaded
                : throw new ToolFailure($"{path} cannot be loaded: {problem.LoaderExceptions.FirstOrDefault()?.Message ?? problem.Message}{(Array.Exists(problem.LoaderExceptions, cause => (cause as TypeLoadException)?.Message.Contains(LibraryName.Name!, StringComparison.Ordinal) == true) ? " " + OtherLibrary : "")}", inner: problem);
        }
    }

    private sealed class Context(string? path) : AssemblyLoadContext(isCollectible: true)
    {
        private readonly AssemblyDependencyResolver? _resolver = path is null ? null : new AssemblyDependencyResolver(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            // Interfaces must be the same types on both sides.
            var library = typeof(INetwork).Assembly;
            if (assemblyName.Name == library.GetName().Name)
            {
                return library;
            }

            return _resolver?.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
        }
    }
}
