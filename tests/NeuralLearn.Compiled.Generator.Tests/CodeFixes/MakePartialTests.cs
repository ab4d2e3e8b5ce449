using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.CodeFixes;

public sealed class MakePartialTests
{
    private const string Head = "using NeuralLearn.Compiled;\n\n";

    private const string Lines = "[Network]\n[Input(4)]\n[Dense(2)]\n";

    public static TheoryData<string, string> Classes => new()
    {
        { "class Net\n{\n}\n", "partial class Net\n{\n}\n" },
        { "public sealed class Net { }", "public sealed partial class Net { }" },
        { "internal class Net { } // end", "internal partial class Net { } // end" },
        { "// why\nclass Net { }", "// why\npartial class Net { }" },
        { "/* a */ public /* b */ sealed /* c */ class Net { }", "/* a */ public /* b */ sealed /* c */ partial class Net { }" },
        { "[System.Obsolete]\npublic class Net { }", "[System.Obsolete]\npublic partial class Net { }" },
        { "[System.Obsolete] class Net { }", "[System.Obsolete] partial class Net { }" },
        { "public\n    sealed\n    class Net { }", "public\n    sealed\n    partial class Net { }" },
        { "#if true\nclass Net { }\n#endif\n", "#if true\npartial class Net { }\n#endif\n" },
        { "class Net;", "partial class Net;" },
    };

    public static TheoryData<string, string> Containers => new()
    {
        { "public class Game\n{\n    #\n}\n", "public partial class Game\n{\n    #\n}\n" },
        { "public static class Game { # }", "public static partial class Game { # }" },
        { "struct Game { # }", "partial struct Game { # }" },
        { "public readonly ref struct Game { # }", "public readonly ref partial struct Game { # }" },
        { "public interface IGame { # }", "public partial interface IGame { # }" },
        { "record Game { # }", "partial record Game { # }" },
        { "/// <summary>Text.</summary>\nrecord struct Game { # }", "/// <summary>Text.</summary>\npartial record struct Game { # }" },
        { "class A { struct B { public partial class C { # } } }", "partial class A { partial struct B { public partial class C { # } } }" },
        { "namespace Space { class A { # } }", "namespace Space { partial class A { # } }" },
    };

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task Class_BecomesPartialAndNothingElseChanges(string before, string after)
    {
        var fixedSource = await CodeFixRun.Apply(Head + Lines + before, "NLC0001");
        Assert.Equal(Head + Lines + after, fixedSource);
        AssertCompiles(fixedSource!);
    }

    [Fact]
    public async Task DocumentationAboveTheAttributes_Stays()
    {
        const string Above = Head + "/// <summary>Text.</summary>\n" + Lines;
        Assert.Equal(Above + "partial class Net { }", await CodeFixRun.Apply(Above + "class Net { }", "NLC0001"));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task ContainersAndClass_BecomePartialTogether(string before, string after)
    {
        var nested = Lines.Replace("\n", " ", StringComparison.Ordinal) + "public CLASS Net { }";
        string Fill(string text, string keyword) => Head + text.Replace("#", nested.Replace("CLASS", keyword, StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var id in new[] { "NLC0001", "NLC0003" })
        {
            var fixedSource = await CodeFixRun.Apply(Fill(before, "class"), id);
            Assert.Equal(Fill(after, "partial class"), fixedSource);
            AssertCompiles(fixedSource!);
        }
    }

    [Fact]
    public async Task ContainerOnly_BecomesPartial()
    {
        var fixedSource = await CodeFixRun.Apply(Head + "class Game { [Network, Input(4), Dense(2)] partial class Net { } }", "NLC0003");
        Assert.Equal(Head + "partial class Game { [Network, Input(4), Dense(2)] partial class Net { } }", fixedSource);
    }

    [Fact]
    public async Task GenericContainerThatIsPartialAlready_IsNotOfferedAFixThatChangesNothing() =>
        Assert.Null(await CodeFixRun.Apply(Head + "partial class Game<T> { [Network, Input(4), Dense(2)] partial class Net { } }", "NLC0003"));

    private static void AssertCompiles(string source)
    {
        var generated = new UserProject(source).Generate();
        Assert.Empty(UserProject.Analyze(generated.After).Select(Generated.Describe));
        Assert.Equal(7, generated.Files.Length);
        Assert.Empty(generated.Errors.Select(Generated.Describe));
    }
}
