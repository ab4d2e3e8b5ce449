namespace NeuralLearn.Compiled.Generator.Tests.HalfTyped;

/// <summary>
/// Every program of the samples with one token wrong: neither generator nor analyzer fails, and the one mistake has one message at most.
/// What depends on it, a shape, a name or an output, is silent. Of the wrong tokens every second is tried, which are thousands.
/// </summary>
public sealed class OneTokenTests
{
    public static TheoryData<string> Programs => [.. FunctionPrograms.Names];

    [Fact]
    public void Inputs_AreManyAndDifferent() => Assert.True(
        Sources(EverySecond).Count() > 5000, $"{Sources(EverySecond).Count()}");

    [Theory]
    [MemberData(nameof(Programs))]
    public void OneWrongToken_GivesOneMessageAtMost(string name) => Survival.Assert(EverySecond(FunctionPrograms.Source(name)), mostErrors: 1);

    private static IEnumerable<string> EverySecond(string source) => Mutations.OneToken(source).Where((_, index) => index % 2 == 0);

    internal static IEnumerable<string> Sources(Func<string, IEnumerable<string>> mutate) =>
        FunctionPrograms.Names.Select(FunctionPrograms.Source).SelectMany(mutate).Distinct();
}

/// <summary>The same programs, typed up to each of their tokens.</summary>
public sealed class PrefixTests
{
    [Fact]
    public void Inputs_AreManyAndDifferent() => Assert.True(OneTokenTests.Sources(Mutations.Prefixes).Count() > 3000, $"{OneTokenTests.Sources(Mutations.Prefixes).Count()}");

    [Theory]
    [MemberData(nameof(OneTokenTests.Programs), MemberType = typeof(OneTokenTests))]
    public void EveryPrefix_IsSurvived(string name) => Survival.Assert(Mutations.Prefixes(FunctionPrograms.Source(name)));
}
