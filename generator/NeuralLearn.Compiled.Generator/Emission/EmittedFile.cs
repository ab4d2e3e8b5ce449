namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>A finished source file.</summary>
internal sealed record EmittedFile(string HintName, string Text);
