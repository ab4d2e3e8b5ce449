using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Compiling;

/// <summary>A case's network, ready to be created, or why it is not.</summary>
internal sealed record CompiledCase<T>(T Source, Func<ReferenceNetwork>? Create, string? Failure)
    where T : class, INetworkSource
{
    public static CompiledCase<T> Failed(T source, string failure) => new(source, null, failure);
}
