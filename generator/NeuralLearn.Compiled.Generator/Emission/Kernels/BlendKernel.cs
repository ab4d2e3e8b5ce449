using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>θ ← θ + amount · (other - θ) for all parameters.</summary>
internal sealed class BlendKernel(ParameterLayout layout, bool portable) : Kernel
{
    public override string Name => "Blend";

    public override IReadOnlyList<string> Comment => [$"θ ← θ + amount (other - θ), for all {Literal.Int(layout.FlatCount)} parameters."];

    public override string Reason => Why.Elements;

    public override string Parameters => "ref float parameters, ref float others, float amount";

    private static Expr Formula => Expr.MultiplyAdd(Expr.Variable("amount"), Expr.Variable("other") - Expr.Variable("parameter"), Expr.Variable("parameter"));

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        writer.Line($"var amounts = {dialect.Broadcast("amount")};");
        using (writer.Block($"for (nuint i = 0; i < {Literal.Int(layout.PackedCount)}; i += {Literal.Int(dialect.Lanes)})"))
        {
            writer.Line($"var parameter = {dialect.Class}.LoadUnsafe(ref parameters, i);");
            writer.Line($"var other = {dialect.Class}.LoadUnsafe(ref others, i);");
            writer.Line($"({ExprPrinter.Print(Formula, dialect, name => name == "amount" ? "amounts" : name)}).StoreUnsafe(ref parameters, i);");
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (writer.Block($"for (int i = 0; i < {Literal.Int(layout.PackedCount)}; i++)"))
        {
            writer.Line("float parameter = Unsafe.Add(ref parameters, i);");
            writer.Line("float other = Unsafe.Add(ref others, i);");
            writer.Line($"Unsafe.Add(ref parameters, i) = {ExprPrinter.Print(Formula, Dialect.ForLevel(1, portable), name => name)};");
        }
    }
}
