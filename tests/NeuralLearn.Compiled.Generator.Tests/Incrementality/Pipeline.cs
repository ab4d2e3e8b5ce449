using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Incrementality;

/// <summary>A driver that remembers its last run, as an IDE's does from keystroke to keystroke.</summary>
internal sealed class Pipeline
{
    private readonly UserProject _project;
    private GeneratorDriver _driver;

    public Pipeline(params string[] files)
        : this(new UserProject(files))
    {
    }

    public Pipeline(UserProject project)
    {
        _project = project;
        _driver = _project.Driver(trackSteps: true);
        Compilation = _project.Compile();
        Run();
    }

    public CSharpCompilation Compilation { get; private set; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public Pipeline Edit(int file, string text)
    {
        Compilation = Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees[file], _project.Parse(text, $"File{file}.cs"));
        return Run();
    }

    public Pipeline Change(Func<CSharpCompilation, CSharpCompilation> change)
    {
        Compilation = change(Compilation);
        return Run();
    }

    /// <summary>Exchanges the project's weights files.</summary>
    public Pipeline ChangeWeights(params WeightsFile[] weights)
    {
        _driver = _driver.ReplaceAdditionalTexts([.. weights.SelectMany(file => file.Texts())]);
        return Run();
    }

    public Pipeline Run()
    {
        _driver = _driver.RunGenerators(Compilation);
        Assert.Null(Result.Exception);
        return this;
    }

    /// <summary>Why the outputs of a step were there in the last run, without repetition, in order.</summary>
    public string Reasons(string step) => string.Join(", ", Result.TrackedSteps[step]
        .SelectMany(run => run.Outputs)
        .Select(output => output.Reason.ToString())
        .Distinct()
        .Order(StringComparer.Ordinal));

    /// <summary>Why the files were, or were not, handed to the compiler again.</summary>
    public string OutputReasons() => string.Join(", ", Result.TrackedOutputSteps.Values
        .SelectMany(runs => runs)
        .SelectMany(run => run.Outputs)
        .Select(output => output.Reason.ToString())
        .Distinct()
        .Order(StringComparer.Ordinal));
}
