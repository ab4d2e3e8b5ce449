namespace NeuralLearn.Compiled.Generator.Tests.HalfTyped;

/// <summary>Whatever is typed, generator and analyzer neither fail nor make emitted code that does not compile.</summary>
public sealed class HalfTypedTests
{
    public static TheoryData<int> Networks => [.. Enumerable.Range(0, Keystrokes.Networks.Count)];

    [Fact]
    public void Inputs_AreManyAndDifferent() => Assert.True(
        Keystrokes.Networks.SelectMany(source => Keystrokes.Prefixes(source).Concat(Keystrokes.Tokens(source)).Concat(Keystrokes.Constants(source))).Distinct().Count() > 3000);

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryPrefixOfAnAttribute_IsSurvived(int network) => Survival.Assert(Keystrokes.Prefixes(Keystrokes.Networks[network]));

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryTokenLeftOutOrTypedTwice_IsSurvived(int network) => Survival.Assert(Keystrokes.Tokens(Keystrokes.Networks[network]));

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryConstantExchanged_IsSurvived(int network) => Survival.Assert(Keystrokes.Constants(Keystrokes.Networks[network]));
}
