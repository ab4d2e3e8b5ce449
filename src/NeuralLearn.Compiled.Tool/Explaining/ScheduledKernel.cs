namespace NeuralLearn.Compiled.Tool.Explaining;

/// <summary>A kernel as the emitted code tells of it.</summary>
/// <param name="Name">Its method.</param>
/// <param name="Layer">The layer it belongs to, with its declaration; empty for those of the whole network.</param>
/// <param name="What">What it works out.</param>
/// <param name="Why">Why it runs as it does.</param>
internal sealed record ScheduledKernel(string Name, string Layer, string What, string Why);
