using NeuralLearn.Compiled.Quality.Tests.Learning;

namespace NeuralLearn.Compiled.Quality.Tests.Bars;

/// <summary>The network of a bar.</summary>
/// <param name="Network">The class, whose attributes must say what the bar says.</param>
/// <param name="Create">A new instance with the initial weights of a seed.</param>
internal sealed record Recipe(Type Network, Func<ulong, Learner> Create);
