using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.UseSites;

/// <summary>What is said about code that uses networks is true: what is marked throws, and what is not runs.</summary>
public sealed class UseSiteTests
{
    public static TheoryData<string> Bad => [.. UseSiteSamples.Bad.Select(sample => sample.Name)];

    public static TheoryData<string> Good => [.. GoodUseSiteSamples.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Bad))]
    public void WrongUse_GivesTheseMessagesAtThesePlacesWithTheMembersAndBeforeTheyAreThere(string name)
    {
        var sample = UseSiteSamples.Bad.Single(candidate => candidate.Name == name);
        var markup = sample.Markup;
        Assert.Equal(markup.Expected.Count, sample.Messages.Length);
        var expected = markup.Expected.Zip(sample.Messages, (mark, message) => (mark.Span, Text: $"{mark.Id} '{markup.Text.Substring(mark.Span.Start, mark.Span.Length)}': {message}"))
            .OrderBy(item => item.Span.Start).Select(item => item.Text).ToList();
        var generated = sample.Project.Generate();
        Assert.Equal(expected, Lines(generated.After));
        Assert.Equal(expected, Lines(generated.Before));
        Assert.Equal(sample.Error.Length == 0 ? [] : [sample.Error], generated.Errors.Select(message => message.Id).Distinct());
        if (sample.Error.Length == 0)
        {
            var thrown = Run(generated);
            Assert.True(thrown is ArgumentException or InvalidOperationException, thrown?.ToString() ?? "Nothing was thrown.");
        }
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void RightUse_GivesNoMessageAndRuns(string name)
    {
        var generated = GoodUseSiteSamples.All.Single(candidate => candidate.Name == name).Project.Generate();
        Assert.Empty(Lines(generated.After));
        Assert.Empty(Lines(generated.Before));
        Assert.Empty(generated.Errors.Select(Generated.Describe));
        Assert.Null(Run(generated));
    }

    [Theory]
    [InlineData("net.Forward(new float[4], new float[3]);", 1)]
    [InlineData("net.Forward(new float[5], new float[3]);", 0)]
    [InlineData("net.Forward(new float[Net.InputSize], new float[Net.OutputSize]);", 0)]
    [InlineData("net.Forward(new float[Net.InputSize - 1], new float[3]);", 1)]
    [InlineData("const int Size = Net.InputSize; net.Forward(new float[Size], new float[3]);", 0)]
    [InlineData("net.Forward(new float[Elsewhere.Size], new float[3]);", 0)]
    public void DeclarationChangedSinceTheMembersWereWritten_IsWhatCounts(string statement, int messages)
    {
        const string Declared = "[NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(4), NeuralLearn.Compiled.Dense(3)] public partial class Net { }";
        var use = "public class Use { public void Run(Net net) { " + statement + " } }";
        var project = new UserProject(Declared, use, "public static class Elsewhere { public const int Size = Net.InputSize; }");
        var after = project.Generate().After;
        var changed = after.ReplaceSyntaxTree(after.SyntaxTrees[0], project.Parse(Declared.Replace("Input(4)", "Input(5)", StringComparison.Ordinal), "File0.cs"));
        Assert.Equal(Enumerable.Repeat("NLC3001", messages), UserProject.Analyze(changed).Select(message => message.Id));
    }

    [Fact]
    public void LossTakenAwaySinceTheMembersWereWritten_IsTold()
    {
        const string Declared = "[NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(4), NeuralLearn.Compiled.Dense(3), NeuralLearn.Compiled.CrossEntropyLoss] public partial class Net { }";
        var project = new UserProject(Declared, "public class Use { public bool Run(Net net) => net.Update(); }");
        var after = project.Generate().After;
        Assert.Empty(UserProject.Analyze(after));
        var changed = after.ReplaceSyntaxTree(after.SyntaxTrees[0], project.Parse(Declared.Replace(", NeuralLearn.Compiled.CrossEntropyLoss", "", StringComparison.Ordinal), "File0.cs"));
        Assert.Equal(["NLC3006"], UserProject.Analyze(changed).Select(message => message.Id));
    }

    [Fact]
    public void NetworkWithAnError_SaysNothingAtItsUses()
    {
        var project = new UserProject(
            "using NeuralLearn.Compiled; [Network, Input(4), Dense(3, Inputs = 5)] public partial class Net { } [Network, Input(1), Dense(1)] public partial class Fine { }",
            "public class Use { public void Run(Net net, Fine fine) { net.Forward(new float[9], new float[9]); net.Update(); fine.Forward(new float[Net.OutputSize], new float[1]); } }");
        Assert.Equal(["NLC1002"], UserProject.Analyze(project.Generate().After).Select(message => message.Id));
        Assert.Equal(["NLC1002"], UserProject.Analyze(project.Compile()).Select(message => message.Id));
    }

    [Fact]
    public void NetworkOfAnotherProject_IsReadFromItsSource()
    {
        const string Library = "using NeuralLearn.Compiled; [Network, Input(4), Dense(3), Apply(nameof(Bend))] public partial class Net { public static float Bend(float x) => x * x; }";
        var library = new UserProject(Library).Generate().After.WithAssemblyName("Library");
        var use = new UserProject("public class Use { public void Run(Net net) { net.Forward(new float[Net.InputSize + 1], new float[3]); net.Update(); } }");
        Assert.Equal(["NLC3001", "NLC3006"], UserProject.Analyze((use with { References = [.. Framework.Modern, library.ToMetadataReference()] }).Compile()).Select(message => message.Id));
    }

    [Fact]
    public void GeneratedCode_IsLeftAlone()
    {
        var project = new UserProject("// <auto-generated/>\nclass Use { void Run(Net net) { net.Forward(new float[5], new float[3]); } }", UsedNetworks.For("Net"));
        Assert.Empty(UserProject.Analyze(project.Generate().After));
    }

    [Fact]
    public void Pragma_SilencesTheMessage()
    {
        foreach (var sample in UseSiteSamples.Bad.Where(sample => sample.Messages.Length == 1).DistinctBy(sample => sample.Markup.Expected[0].Id))
        {
            var project = sample.Project;
            project = project with { Files = [$"#pragma warning disable {sample.Markup.Expected[0].Id}\n" + project.Files[0], project.Files[1]] };
            Assert.Empty(UserProject.Analyze(project.Compile()).Select(Generated.Describe));
        }
    }

    private static IEnumerable<string> Lines(Compilation compilation) => UserProject.Analyze(compilation)
        .Select(message => (message.Location.SourceSpan, Text: $"{message.Id} '{message.Location.SourceTree!.ToString().Substring(message.Location.SourceSpan.Start, message.Location.SourceSpan.Length)}': {message.GetMessage(CultureInfo.InvariantCulture)}"))
        .OrderBy(item => item.SourceSpan.Start).Select(item => item.Text);

    /// <summary>Runs the sample; null if nothing was thrown.</summary>
    private static Exception? Run(Generated generated)
    {
        using var image = new MemoryStream();
        Assert.True(generated.After.Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("Sample", isCollectible: true);
        try
        {
            context.LoadFromStream(image).GetType("Use")!.GetMethod("Run")!.Invoke(null, null);
            return null;
        }
        catch (TargetInvocationException failure)
        {
            return failure.InnerException;
        }
        finally
        {
            context.Unload();
        }
    }
}
