namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>All samples by name, as theories take them.</summary>
internal static class Samples
{
    private static readonly Dictionary<string, RuleSample> BadByName =
        DeclarationSamples.All.Concat(ValueSamples.All).Concat(ShapeSamples.All).Concat(LayerSamples.All).Concat(PortSamples.All).Concat(FunctionSamples.All).Concat(CostSamples.All).Concat(WeightSamples.All).ToDictionary(sample => sample.Name);

    private static readonly Dictionary<string, string> GoodByName = GoodSamples.All.Concat(GoodLayerSamples.All).ToDictionary(sample => sample.Name, sample => sample.Source);

    public static IEnumerable<RuleSample> Bad => BadByName.Values;

    public static IEnumerable<string> Good => GoodByName.Values;

    public static TheoryData<string> BadNames => [.. BadByName.Keys];

    public static TheoryData<string> SkeletonNames => [.. BadByName.Values.Where(sample => sample.Emits == Emission.Skeleton).Select(sample => sample.Name)];

    public static TheoryData<string> GoodNames => [.. GoodByName.Keys];

    public static IEnumerable<string> NamesOfGood => GoodByName.Keys;

    public static RuleSample BadNamed(string name) => BadByName[name];

    public static string GoodNamed(string name) => GoodByName[name];
}
