using System.Reflection;
using System.Runtime.Loader;

namespace NeuralLearn.Compiled.Generator.Tests.Compiling;

/// <summary>A network that was compiled in memory and can run; its class is called Net.</summary>
internal sealed class LoadedNetwork : IDisposable
{
    private readonly AssemblyLoadContext _context = new("Sample", isCollectible: true);

    private LoadedNetwork(Generated generated)
    {
        generated.AssertClean();
        using var image = new MemoryStream();
        Assert.True(generated.After.Emit(image).Success);
        image.Position = 0;
        Generated = generated;
        Type = _context.LoadFromStream(image).GetType("Net")!;
    }

    public Generated Generated { get; }

    public Type Type { get; }

    /// <param name="source">The whole source but for the using; the class is public and called Net.</param>
    public static LoadedNetwork Of(string source) => new(new UserProject("using NeuralLearn.Compiled;\n" + source).Generate());

    public static LoadedNetwork OfLines(string lines) => Of("[Network, " + lines + "]\npublic sealed partial class Net { }");

    /// <summary>A constant of the class Cost.</summary>
    public long Cost(string name) => (long)Type.GetNestedType("Cost")!.GetField(name)!.GetRawConstantValue()!;

    /// <summary>A constant of the class itself, or a static method's text.</summary>
    public object Static(string name) => Type.GetField(name)?.GetRawConstantValue() ?? Type.GetMethod(name)!.Invoke(null, null)!;

    public INetwork Create() => (INetwork)Activator.CreateInstance(Type)!;

    /// <summary>A private field of an object.</summary>
    public static object? Field(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.GetValue(owner);

    public void Dispose() => _context.Unload();
}
