namespace NeuralLearn.Compiled.Generator;

/// <summary>Names of the pipeline's steps, for tests of what is cached.</summary>
public static class TrackingNames
{
    /// <summary>Declarations read from source.</summary>
    public const string Declaration = "Declaration";

    /// <summary>Finished files.</summary>
    public const string Files = "Files";
}
