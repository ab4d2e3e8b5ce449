namespace NeuralLearn.Compiled;

/// <summary>A network whose class is a type argument: code that makes its own instances is written once for all of them.</summary>
/// <typeparam name="TSelf">The generated class.</typeparam>
public interface INetwork<TSelf> : INetwork
    where TSelf : INetwork<TSelf>
{
    /// <summary>Names, sizes and shapes, without an instance.</summary>
    static new abstract NetworkInfo Info { get; }

    /// <summary>A network with the initial weights of a seed.</summary>
    /// <param name="seed">The same seed gives the same weights on every machine.</param>
    /// <returns>A new instance.</returns>
    static abstract TSelf Create(ulong seed);
}
