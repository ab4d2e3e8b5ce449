using System.Reflection;

namespace NeuralLearn.Compiled.Tool.Compiling;

/// <summary>A class with [Network].</summary>
internal sealed class NetworkClass(Type type)
{
    private const BindingFlags Anywhere = BindingFlags.Public | BindingFlags.NonPublic;

    public string Name => type.Name;

    /// <summary>With the namespace and the types around it.</summary>
    public string FullName => (type.FullName ?? type.Name).Replace('+', '.');

    public Type Type => type;

    public bool IsTrainable => typeof(ITrainableNetwork).IsAssignableFrom(type);

    /// <summary>The weights file that is baked into the class, as its attribute names it; null where there is none.</summary>
    public string? BakedFile => type.GetCustomAttribute<NetworkAttribute>(inherit: false)?.Weights;

    public static bool IsNetwork(Type type) => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(INetwork).IsAssignableFrom(type) && type.IsDefined(typeof(NetworkAttribute), inherit: false);

    /// <summary>A new instance with the initial weights of a seed.</summary>
    /// <exception cref="ToolFailure">The class does not let itself be created.</exception>
    public INetwork Create(ulong seed = 0) => Construct([typeof(ulong)], [seed])
        ?? Construct([], [])
        ?? throw new ToolFailure($"{FullName} has no constructor that takes a seed.");

    /// <summary>A new instance as a program gets one: with the weights that are baked in, else with the initial ones of seed 0.</summary>
    /// <exception cref="ToolFailure">The class does not let itself be created.</exception>
    public INetwork CreateAsDeclared() => Construct([], []) ?? Create();

    /// <summary>As <see cref="Create"/>, of a class that learns. From baked weights it goes on: the seed is then that of what is drawn while it learns.</summary>
    /// <exception cref="ToolFailure">It does not learn.</exception>
    public ITrainableNetwork CreateTrainable(ulong seed = 0)
    {
        if (!IsTrainable)
        {
            throw new ToolFailure($"{FullName} declares no loss and so does not learn; add one, such as [CrossEntropyLoss] or [MeanSquaredErrorLoss].");
        }

        var network = (ITrainableNetwork)Create(seed);
        if (BakedFile is not null)
        {
            using var weights = new MemoryStream();
            CreateAsDeclared().Save(weights);
            weights.Position = 0;
            network.Load(weights);
        }

        return network;
    }

    /// <summary>A constant of the nested class Cost; null where the class has none of that name.</summary>
    public long? Cost(string name) => Constant(name) as long?;

    /// <summary>The layer table of the nested class Cost.</summary>
    public string? CostTable => Constant("Table") as string;

    /// <summary>The network as a diagram in the language of Mermaid.</summary>
    public string Mermaid() => type.GetMethod("Mermaid", Anywhere | BindingFlags.Static, [])?.Invoke(null, null) as string ?? "";

    /// <summary>Measures mean and deviation of the inputs, where the class declares [Standardize]; false where it does not.</summary>
    public bool FitStandardize(INetwork network, ReadOnlySpan<float> rows)
    {
        if (type.GetMethod("FitStandardize", Anywhere | BindingFlags.Instance, [typeof(ReadOnlySpan<float>)]) is not { } method)
        {
            return false;
        }

        method.CreateDelegate<MeasureRows>(network)(rows);
        return true;
    }

    private delegate void MeasureRows(ReadOnlySpan<float> rows);

    private object? Constant(string name)
    {
        var field = type.GetNestedType("Cost", Anywhere)?.GetField(name, Anywhere | BindingFlags.Static);
        return field is { IsLiteral: true } ? field.GetRawConstantValue() : null;
    }

    private INetwork? Construct(Type[] parameters, object[] arguments)
    {
        try
        {
            return (INetwork?)type.GetConstructor(Anywhere | BindingFlags.Instance, parameters)?.Invoke(arguments);
        }
        catch (TargetInvocationException problem)
        {
            var thrown = problem.InnerException ?? problem;
            throw new ToolFailure($"Creating a {FullName} failed: {thrown.Message}", inner: thrown);
        }
    }
}
