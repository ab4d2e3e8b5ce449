using NeuralLearn.Compiled.Generator.Cost;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Support;
using NeuralLearn.Compiled.Generator.Weights;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The whole way from a declaration to C# text: shapes → graph → schedule → emission.</summary>
internal static class NetworkCompiler
{
    public static EquatableArray<EmittedFile> Compile(NetworkDeclaration declaration, CancellationToken cancellation) => Compile(declaration, WeightFiles.None, cancellation);

    /// <param name="declaration">The class.</param>
    /// <param name="weights">The project's weights files, as far as the class needs them.</param>
    /// <param name="cancellation">Stops between the stages.</param>
    public static EquatableArray<EmittedFile> Compile(NetworkDeclaration declaration, WeightFiles weights, CancellationToken cancellation)
    {
        var model = UnrollChecks.Check(WeightChecks.Check(ShapeInference.Infer(declaration), weights));
        cancellation.ThrowIfCancellationRequested();
        var stem = EmittedNames.FileStem(declaration.Type);
        if (!CanBeCompleted(model))
        {
            return default;
        }

        if (model.HasErrors)
        {
            return Skeleton(model, stem);
        }

        var plan = Plan(model);
        var cost = NetworkCost.Of(model, plan);
        model = WeightChecks.CheckImage(BudgetChecks.Check(model, cost), cost.ImageBytes);
        if (model.HasErrors)
        {
            return Skeleton(model, stem);
        }

        cancellation.ThrowIfCancellationRequested();
        var headline = SurfaceEmitter.Headline(model);
        var surface = SurfaceEmitter.Emit(model, plan, cost);
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

            DescriptionEmitter.Print(writer, model, plan, cost);
            writer.Blank();

            // All that calls kernels is printed by now.
            kernels = new KernelEmitter(plan, writer.Code.Append(surface));
            kernels.PrintDispatch(writer);
            kernels.PrintStacks(writer);
        })));
        foreach (var level in Tiling.Levels)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(new EmittedFile(stem + "." + Dialect.ClassName(level) + ".g.cs",
                FileFrame.InOwnNamespace(declaration.Type, headline, writer => kernels!.PrintLevel(writer, level))));
        }

        files.Add(new EmittedFile(stem + ".Cost.g.cs", CostEmitter.Emit(model, cost, files)));
        if (WeightFiles.NameIn(declaration) is { } name)
        {
            var image = WeightImage.Of(plan, weights.Named(name)[0], weights.Payload);
            files.Add(new EmittedFile(stem + ".Weights.g.cs", WeightsEmitter.Emit(model, plan, image, name, headline)));
        }

        return files.ToEquatableArray();
    }

    /// <summary>The network with all that is wrong with it, for those who need no code.</summary>
    public static NetworkModel Check(NetworkDeclaration declaration) => Check(declaration, WeightFiles.None);

    /// <inheritdoc cref="Check(NetworkDeclaration)"/>
    public static NetworkModel Check(NetworkDeclaration declaration, WeightFiles weights)
    {
        var model = UnrollChecks.Check(WeightChecks.Check(ShapeInference.Infer(declaration), weights));
        if (model.HasErrors || (!BudgetChecks.AreNeeded(model) && MemberNames.PlacementOf(model) != Placement.InPlace))
        {
            return model;
        }

        var cost = NetworkCost.Of(model, Plan(model));
        return WeightChecks.CheckImage(BudgetChecks.Check(model, cost), cost.ImageBytes);
    }

    public static NetworkPlan Plan(NetworkModel model)
    {
        var graph = NetworkGraphBuilder.Build(model);
        graph = MemberNames.SharesWeights(model) ? Folding.Of(graph) : graph;
        var update = model.Optimizer is { } optimizer ? optimizer.Kind.Build(optimizer.Attribute) : null;
        var portable = model.Declaration.Network.Enumeration<Arithmetic>("Arithmetic") == Arithmetic.Portable;
        List<Prediction> predicts = [.. Enumerable.Range(0, model.Outputs.Count).Select(output => model.LossOn(output)?.Kind.Prediction ?? Prediction.AsIs)];
        return Scheduler.Plan(graph, update, predicts, portable, Streaming.IsPossible(model), UnrollChecks.Of(model));
    }

    /// <summary>Signatures alone, for a declaration with an error.</summary>
    private static EquatableArray<EmittedFile> Skeleton(NetworkModel model, string stem) =>
        new[] { new EmittedFile(stem + ".Network.g.cs", SurfaceEmitter.Emit(model, null, null)) }.ToEquatableArray();

    /// <summary>Whether another part of the class can be written at all; if not, members would only add compiler errors.</summary>
    private static bool CanBeCompleted(NetworkModel model)
    {
        var type = model.Declaration.Type;
        return type.IsPartial && type.Kind is TypeKindName.Class or TypeKindName.AbstractClass
            && type.ContainingTypes.All(outer => outer.IsPartial && !outer.IsGeneric)
            && model.Declaration.Target is { LanguageVersion: >= 900, HasVector512: true };
    }
}
