using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Incrementality;

/// <summary>Weights are megabytes: they are looked at again where they, or the class that names them, changed.</summary>
public sealed class WeightsCachingTests
{
    private const string Source = """
        using NeuralLearn.Compiled;

        [Network(Weights = "iris.safetensors"), Input(4), Dense(3)]
        public sealed partial class Iris { }

        [Network, Input(4), Dense(3)]
        public sealed partial class Plain { }
        """;

    private static readonly WeightsFile Iris = new("iris.safetensors", "F32 [3, 4] dense1.weight", "F32 [3] dense1.bias");

    private static readonly WeightsFile Moved = new("iris.safetensors", "F32 [3] dense1.bias", "F32 [3, 4] dense1.weight");

    private static UserProject Project => new(Source, "public class Other { public int Value => 1; }") { Weights = [Iris] };

    [Fact]
    public void EditOfAnotherFile_EmitsNothingAgain()
    {
        var pipeline = new Pipeline(Project).Edit(1, "public class Other { public int Value => 2; }");
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Files));
        Assert.Equal("Cached", pipeline.OutputReasons());
    }

    [Fact]
    public void SameWeightsReadAgain_EmitNothingAgain()
    {
        var pipeline = new Pipeline(Project).ChangeWeights(Iris);
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Files));
        Assert.Equal("Cached", pipeline.OutputReasons());
    }

    [Fact]
    public void OtherWeights_AreEmittedForTheClassThatNamesThem()
    {
        var pipeline = new Pipeline(Project);
        var before = pipeline.Result.GeneratedSources.Select(file => file.SourceText.ToString()).ToList();
        pipeline.ChangeWeights(Moved);
        var after = pipeline.Result.GeneratedSources.Select(file => file.SourceText.ToString()).ToList();
        Assert.Equal("Cached, Modified", pipeline.Reasons(TrackingNames.Files));
        Assert.Single(Enumerable.Range(0, before.Count), index => before[index] != after[index]);
    }

    [Fact]
    public void WeightsThatNobodyNames_AreNothingToAnyClass()
    {
        var pipeline = new Pipeline("using NeuralLearn.Compiled; [Network, Input(4), Dense(3)] public sealed partial class Plain { }").ChangeWeights(Iris);
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Files));
    }

    [Fact]
    public void ProjectWithoutTheFile_GivesANetworkThatSaysSo()
    {
        var pipeline = new Pipeline(Project with { Weights = [] });
        Assert.Contains(pipeline.Result.GeneratedSources, file => file.SourceText.ToString().Contains("NLC4001: The project has no weights file 'iris.safetensors'", StringComparison.Ordinal));
    }
}
