using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The whole way from a declaration to C# text: shapes → graph → schedule → emission.</summary>
internal static class NetworkCompiler
{
    public static EquatableArray<EmittedFile> Compile(NetworkDeclaration declaration, CancellationToken cancellation)
    {
        var model = ShapeInference.Infer(declaration);
        cancellation.ThrowIfCancellationRequested();
        var stem = EmittedNames.FileStem(declaration.Type);
        if (!CanBeCompleted(model))
        {
            return default;
        }

        if (model.HasErrors)
        {
            return new[] { new EmittedFile(stem + ".Network.g.cs", SurfaceEmitter.Emit(model, null)) }.ToEquatableArray();
        }

        var graph = NetworkGraphBuilder.Build(model);
        var plan = Plan(model, graph);
        cancellation.ThrowIfCancellationRequested();
        var headline = SurfaceEmitter.Headline(model);
        var surface = SurfaceEmitter.Emit(model, plan);
        var files = new List<EmittedFile> { new(stem + ".Network.g.cs", surface) };
        KernelEmitter? kernels = null;
        files.Add(new EmittedFile(stem + ".Passes.g.cs", FileFrame.InOwnNamespace(declaration.Type, headline, writer =>
        {
            new PassesEmitter(plan).Print(writer);
            writer.Blank();
            if (plan.Training is not null)
            {
                WorkEmitter.Print(writer, plan);
                writer.Blank();
                new UpdateEmitter(plan).PrintLearner(writer);
                writer.Blank();
            }

            DescriptionEmitter.Print(writer, model, plan);
            writer.Blank();

            // All that calls kernels is printed by now.
            kernels = new KernelEmitter(plan, surface, writer.ToString());
            kernels.PrintDispatch(writer);
            kernels.PrintStacks(writer);
        })));
        foreach (var level in KernelEmitter.Levels)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(new EmittedFile(stem + "." + Dialect.ClassName(level) + ".g.cs",
                FileFrame.InOwnNamespace(declaration.Type, headline, writer => kernels!.PrintLevel(writer, level))));
        }

        return files.ToEquatableArray();
    }

    public static NetworkPlan Plan(NetworkModel model) => Plan(model, NetworkGraphBuilder.Build(model));

    private static NetworkPlan Plan(NetworkModel model, NetworkGraph graph)
    {
        var update = model.Optimizer is { } optimizer ? optimizer.Kind.Build(optimizer.Attribute) : null;
        var portable = model.Declaration.Network.Enumeration<Arithmetic>("Arithmetic") == Arithmetic.Portable;
        List<Prediction> predicts = [.. Enumerable.Range(0, model.Outputs.Count).Select(output => model.LossOn(output)?.Kind.Prediction ?? Prediction.AsIs)];
        return Scheduler.Plan(graph, update, predicts, portable, Streaming.IsPossible(model));
    }

    /// <summary>Whether another part of the class can be written at all; if not, members would only add compiler errors.</summary>
    private static bool CanBeCompleted(NetworkModel model)
    {
        var type = model.Declaration.Type;
        return type.IsPartial && type.Kind is TypeKindName.Class or TypeKindName.AbstractClass
            && type.ContainingTypes.All(outer => outer.IsPartial && !outer.IsGeneric)
            && model.Declaration.Target is { LanguageVersion: >= 900, HasVector512: true };
    }
}
