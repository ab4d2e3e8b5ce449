namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>Where the public attributes live.</summary>
internal static class AttributeNames
{
    public const string Namespace = "NeuralLearn.Compiled";

    public const string Network = Namespace + ".NetworkAttribute";

    public const string Suffix = "Attribute";
}
