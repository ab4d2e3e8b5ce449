using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Hygiene;

/// <summary>
/// Forty combinations of a project's settings, over networks with everything that there is. No one of them allows unsafe code or has
/// implicit usings. The settings of analyzers are tried on the package, with the same networks.
/// </summary>
public sealed class SettingCombinationTests
{
    private static readonly string Zoo = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "zoo", "Zoo.cs"));

    public static TheoryData<LanguageVersion, bool, bool, bool> Combinations
    {
        get
        {
            var combinations = new TheoryData<LanguageVersion, bool, bool, bool>();
            foreach (var version in new[] { LanguageVersion.CSharp9, LanguageVersion.CSharp10, LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview })
            {
                for (var flags = 0; flags < 8; flags++)
                {
                    combinations.Add(version, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
                }
            }

            return combinations;
        }
    }

    [Fact]
    public void Combinations_AreForty() => Assert.Equal(40, Combinations.Count);

    [Fact]
    public void Zoo_HasEveryLayerLossAndOptimizer()
    {
        var kinds = LayerCatalog.All.Select(layer => layer.Kind).Concat(LossCatalog.All.Select(loss => loss.Kind)).Concat(OptimizerCatalog.All.Select(optimizer => optimizer.Kind));
        Assert.Empty(kinds.Where(kind => !System.Text.RegularExpressions.Regex.IsMatch(Zoo, @"[\[ ]" + kind + @"[\](,]")));
        Assert.Empty(UserProject.Analyze(new UserProject(Zoo).Compile()).Select(Generated.Describe));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Combination_GivesNoWarning(LanguageVersion version, bool nullable, bool checkOverflow, bool documentation)
    {
        var generated = new UserProject(Zoo)
        {
            Language = version,
            Nullable = nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            CheckOverflow = checkOverflow,
            Documentation = documentation ? DocumentationMode.Diagnose : DocumentationMode.None,
        }.Generate();
        Assert.Equal(12 * 7, generated.Files.Length);
        Assert.Empty(generated.Messages.Select(Generated.Describe).Take(10));
    }
}
