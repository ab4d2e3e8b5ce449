using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The optimizer's rule for every parameter in one pass, which also clears the gradient.</summary>
internal sealed class UpdateKernel(UpdateRule rule, bool portable) : Kernel
{
    public override string Name => "Update";

    public override IReadOnlyList<string> Comment =>
    [
        $"{rule.Kind}: {rule.Formula}, for a run of parameters in one pass; g is the gradient added up times scale.",
    ];

    public override string Reason => Why.Update;

    public override string Parameters => Join(
    [
        "ref float parameters", "ref float gradients", .. rule.Slots.Select(slot => "ref float " + slot + "Slot"), "int count", "float scale",
        rule.Limits.NeedsNorm ? "float shortening" : "", .. VectorScalars.Select(scalar => "float " + scalar.Name),
    ]);

    /// <summary>The step's numbers that the elements use.</summary>
    public IEnumerable<StepScalar> VectorScalars => rule.Scalars.Where(scalar => !scalar.IsState);

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        writer.Line($"var scales = {dialect.Broadcast("scale")};");
        if (rule.Limits.NeedsNorm)
        {
            writer.Line($"var shortenings = {dialect.Broadcast("shortening")};");
        }

        foreach (var scalar in VectorScalars)
        {
            writer.Line($"var {scalar.Name}s = {dialect.Broadcast(scalar.Name)};");
        }

        using (writer.Block($"for (nuint i = 0; i < (nuint)count; i += {Literal.Int(dialect.Lanes)})"))
        {
            writer.Line($"var parameter = {dialect.Class}.LoadUnsafe(ref parameters, i);");
            writer.Line($"var gradient = {dialect.Class}.LoadUnsafe(ref gradients, i) * scales;");
            PrintLimits(writer, rule.Limits, dialect, "shortenings");
            foreach (var slot in rule.Slots)
            {
                writer.Line($"var {slot} = {dialect.Class}.LoadUnsafe(ref {slot}Slot, i);");
            }

            PrintElements(writer, dialect, name => VectorScalars.Any(scalar => scalar.Name == name) ? name + "s" : name);
            foreach (var slot in rule.Slots)
            {
                writer.Line($"{slot}.StoreUnsafe(ref {slot}Slot, i);");
            }

            writer.Line("parameter.StoreUnsafe(ref parameters, i);");
            writer.Line($"{dialect.Zero}.StoreUnsafe(ref gradients, i);");
        }
    }

    /// <summary>Limits <c>gradient</c>: each element first, then by the factor that shortens the whole.</summary>
    public static void PrintLimits(CodeWriter writer, GradientLimits limits, Dialect dialect, string? shortening)
    {
        if (limits.Value > 0)
        {
            Expr gradient = Expr.Variable("gradient");
            var limited = Expr.Select(Comparison.GreaterThan, gradient, limits.Value, limits.Value,
                Expr.Select(Comparison.LessThan, gradient, -limits.Value, -limits.Value, gradient));
            writer.Line($"gradient = {ExprPrinter.Print(limited, dialect, name => name)};");
        }

        if (limits.NeedsNorm && shortening is not null)
        {
            writer.Line($"gradient *= {shortening};");
        }
    }

    private void PrintElements(CodeWriter writer, Dialect dialect, Func<string, string> name)
    {
        foreach (var statement in rule.Elements)
        {
            var value = ExprPrinter.Print(statement.Value, dialect, name);
            writer.Line($"{(statement.IsLocal ? "var " : "")}{statement.Name} = {value};");
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (writer.Block($"for (int i = 0; i < count; i++)"))
        {
            writer.Line("float parameter = Unsafe.Add(ref parameters, i);");
            writer.Line("float gradient = Unsafe.Add(ref gradients, i) * scale;");
            PrintLimits(writer, rule.Limits, Dialect.ForLevel(1, portable), "shortening");
            foreach (var slot in rule.Slots)
            {
                writer.Line($"float {slot} = Unsafe.Add(ref {slot}Slot, i);");
            }

            PrintElements(writer, Dialect.ForLevel(1, portable), name => name);
            foreach (var slot in rule.Slots)
            {
                writer.Line($"Unsafe.Add(ref {slot}Slot, i) = {slot};");
            }

            writer.Line("Unsafe.Add(ref parameters, i) = parameter;");
            writer.Line("Unsafe.Add(ref gradients, i) = 0f;");
        }
    }
}
