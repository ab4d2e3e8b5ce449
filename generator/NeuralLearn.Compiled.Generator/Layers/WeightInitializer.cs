using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The initial values that Init and BiasInit of a layer ask for.</summary>
internal static class WeightInitializer
{
    /// <summary>PyTorch's xavier_* with gain 1, kaiming_* for ReLU (gain √2 whatever the activation), orthogonal_.</summary>
    public static Initializer For(AttributeDeclaration attribute, long fanIn, long fanOut) => attribute.Enumeration<Init>("Init") switch
    {
        Init.GlorotUniform => new UniformInitializer(Math.Sqrt(6.0 / (fanIn + fanOut))),
        Init.GlorotNormal => new NormalInitializer(Math.Sqrt(2.0 / (fanIn + fanOut))),
        Init.HeUniform => new UniformInitializer(Math.Sqrt(6.0 / fanIn)),
        Init.HeNormal => new NormalInitializer(Math.Sqrt(2.0 / fanIn)),
        Init.Orthogonal => new OrthogonalInitializer(),
        Init.Zeros => new ConstantInitializer(0),
        _ => PyTorch(fanIn),
    };

    public static Initializer ForBias(AttributeDeclaration attribute, long fanIn) =>
        attribute.Has("BiasInit") ? new ConstantInitializer(attribute.Real("BiasInit")) : PyTorch(fanIn);

    /// <summary>PyTorch's Linear: kaiming_uniform with a = √5 comes down to ±1/√fan_in, for the bias too.</summary>
    private static UniformInitializer PyTorch(long fanIn) => new(1 / Math.Sqrt(fanIn));
}
