using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>A value that flows through the network: one row of it has <see cref="Shape"/>.</summary>
internal class Value(int id, string name, Shape shape)
{
    public int Id { get; } = id;

    /// <summary>The name emitted code uses for it: the layer's, made an identifier.</summary>
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public int Size => Shape.Size;
}

/// <summary>How a tensor's initial values are drawn; every number in it is derived from shapes alone.</summary>
internal abstract record Initializer;

/// <summary>Uniform in ±<paramref name="Bound"/>.</summary>
internal sealed record UniformInitializer(double Bound) : Initializer;

/// <summary>Normal around 0.</summary>
internal sealed record NormalInitializer(double Deviation) : Initializer;

/// <summary>The same everywhere.</summary>
internal sealed record ConstantInitializer(double Value) : Initializer;

/// <summary>Orthonormal rows or columns, whichever are fewer.</summary>
internal sealed record OrthogonalInitializer : Initializer;

/// <summary>What changes a tensor.</summary>
internal enum TensorRole
{
    /// <summary>The optimizer.</summary>
    Trainable,

    /// <summary>Nothing but loading: a parameter all the same.</summary>
    Frozen,

    /// <summary>Measuring: not a parameter.</summary>
    Buffer,

    /// <summary>Counting: one 64-bit integer, not a parameter and not among the numbers.</summary>
    Counter,

    /// <summary>Nothing: it is worked out from others, and nobody sees it.</summary>
    Derived,
}

/// <summary>What the axes of a tensor are, which is for the scheduler to know how it is read.</summary>
internal abstract record TensorForm
{
    public static TensorForm Weight { get; } = new WeightForm(1);
}

/// <summary>[outputs, inputs, taps of a window…], or [outputs]; of a recurrent layer as many of these, one below the other, as there are gates.</summary>
/// <param name="Gates">1 but for recurrent layers.</param>
/// <param name="IsRecurrent">Its products are made step by step, with outputs as lanes however few they are.</param>
internal sealed record WeightForm(int Gates, bool IsRecurrent = false) : TensorForm;

/// <summary>A number for each element of a value, or rows that are one.</summary>
internal sealed record ValueForm(Shape Shape) : TensorForm;

/// <summary>A tensor as the user sees it: PyTorch's name and shape.</summary>
internal sealed class Parameter(
    string name, EquatableArray<int> shape, Initializer initializer, TensorRole role, double learningRateScale, TensorForm? form = null)
{
    public string Name { get; } = name;

    public EquatableArray<int> Shape { get; } = shape;

    public Initializer Initializer { get; } = initializer;

    public TensorRole Role { get; } = role;

    public double LearningRateScale { get; } = learningRateScale;

    public TensorForm Form { get; } = form ?? TensorForm.Weight;

    public bool Learns => Role == TensorRole.Trainable;

    /// <summary>Whether it counts among the parameters, as something that learns or could.</summary>
    public bool IsParameter => Role is TensorRole.Trainable or TensorRole.Frozen;

    public int Length => Shape.Aggregate(1, (product, length) => product * length);
}
