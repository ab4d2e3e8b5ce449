using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.CodeFixes;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.CodeFixes;

/// <summary>Runs code fixes on a file as an IDE does.</summary>
internal static class CodeFixRun
{
    /// <summary>Every code fix of the package.</summary>
    public static IReadOnlyList<CodeFixProvider> Providers { get; } =
    [
        .. typeof(NetworkCodeFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(NetworkCodeFix)))
            .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The titles that are offered for the first message of an id.</summary>
    public static async Task<IReadOnlyList<string>> Titles(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        return [.. (await Actions(Document(workspace, source), id)).Select(action => action.Title)];
    }

    /// <summary>The file after a fix of the first message of this id; null if none is offered.</summary>
    public static async Task<string?> Apply(string source, string id, int fix = 0)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, source);
        var actions = await Actions(document, id);
        return actions.Count == 0 ? null : await Text(actions[fix], document.Id);
    }

    /// <summary>All files after the first fix of the first message of this id; null if none is offered.</summary>
    public static async Task<IReadOnlyList<string>?> ApplyToFiles(string id, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, sources[0]);
        var others = new List<DocumentId>();
        var project = document.Project;
        for (var i = 1; i < sources.Length; i++)
        {
            var added = project.AddDocument($"File{i}.cs", sources[i]);
            others.Add(added.Id);
            project = added.Project;
        }

        document = project.GetDocument(document.Id)!;
        var actions = await Actions(document, id);
        if (actions.Count == 0)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var file in others.Prepend(document.Id))
        {
            texts.Add(await Text(actions[0], file));
        }

        return texts;
    }

    /// <summary>The file after a fix of all its messages of this id at once.</summary>
    public static async Task<string?> ApplyToAll(string source, string id, int fix = 0)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, source);
        var key = (await Actions(document, id))[fix].EquivalenceKey;
        var provider = ProviderOf(id);
        var context = new FixAllContext(document, provider, FixAllScope.Document, key, [id], new Messages(), CancellationToken.None);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        return action is null ? null : await Text(action, document.Id);
    }

    private static CodeFixProvider ProviderOf(string id) => Providers.Single(provider => provider.FixableDiagnosticIds.Contains(id));

    private static Document Document(AdhocWorkspace workspace, string source) => workspace.AddProject("Sample", LanguageNames.CSharp)
        .WithMetadataReferences(Framework.Modern)
        .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
        .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
        .AddDocument("File0.cs", source);

    private static async Task<IReadOnlyList<CodeAction>> Actions(Document document, string id)
    {
        var compilation = await document.Project.GetCompilationAsync();
        var message = UserProject.Analyze(compilation!).First(candidate => candidate.Id == id);
        var actions = new List<CodeAction>();
        await ProviderOf(id).RegisterCodeFixesAsync(new CodeFixContext(document, message, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<string> Text(CodeAction action, DocumentId document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document);
        return (await changed!.GetTextAsync()).ToString();
    }

    private sealed class Messages : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            UserProject.Analyze((await project.GetCompilationAsync(cancellationToken))!);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            GetAllDiagnosticsAsync(document.Project, cancellationToken);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
