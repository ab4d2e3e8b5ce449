using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>Prints the forward pass of one sample at one vector width: layers in place, called, or from register to register.</summary>
internal sealed class RowPass(NetworkPlan plan, RowPlacement placement, Dialect dialect)
{
    /// <summary>Ends the names of values, so that none is the name of a kernel or of a kernel's local, whatever layers are called.</summary>
    public const string Suffix = "Values";

    private readonly StepPrinter _steps = new(plan);
    private readonly Dictionary<Value, RegisterRow> _registers = [];

    public StepPrinter Steps => _steps;

    public void Print(CodeWriter writer, ValueNames names)
    {
        _steps.PrintRowInputs(writer, placement.Forward, names, dialect);
        _steps.PrintForward(writer, placement.Forward, names, null, step =>
        {
            if (placement.InRegisters.Count > 0 && step is AffineStep affine)
            {
                PrintAffine(writer, affine, names);
            }
            else
            {
                Print(writer, _steps.Call(step, names, null));
            }
        });
    }

    /// <summary>The value's locals; null where it is in memory alone.</summary>
    public RegisterRow? Registers(Value value) => _registers.TryGetValue(value, out var row) ? row : null;

    /// <param name="registers">What of the kernel's memory is in registers, by the names of its parameters.</param>
    public void Print(CodeWriter writer, KernelCall call, params (string Parameter, RegisterRow? Row)[] registers)
    {
        if (placement.InOneMethod)
        {
            var held = registers.Where(entry => entry.Row is not null).ToDictionary(entry => entry.Parameter, entry => entry.Row!);
            call.PrintInPlace(writer, dialect with { Registers = held });
        }
        else
        {
            writer.Line((call.Kernel.Into is { } result ? result + " = " : "") + call.Direct + ";");
        }
    }

    private void PrintAffine(CodeWriter writer, AffineStep step, ValueNames names)
    {
        var site = new AffineSite(step.Affine, plan);
        var kernel = KernelList.Forward(step, plan)[0];
        RegisterRow? results = null;
        if (placement.HoldsInRegisters(step.Y))
        {
            results = new RegisterRow(Literal.Identifier(step.Y.Name) + Suffix, site.Outputs, dialect);
            results.PrintDeclarations(writer);
            _registers.Add(step.Y, results);
        }

        kernel.PrintComment(writer, dialect.Level);
        using (writer.Block())
        {
            if (!_registers.TryGetValue(step.X, out var inputs))
            {
                writer.Line($"ref float x = ref {names.Value(step.X)};");
            }

            writer.Line($"ref float weights = {Dialect.RefAt(StepPrinter.MemoryOf(site.Weight.Parameter, "parameters"), site.Weight.Offset)};");
            if (site.Bias is not null)
            {
                writer.Line($"ref float bias = {Dialect.RefAt(StepPrinter.MemoryOf(site.Bias.Parameter, "parameters"), site.Bias.Offset)};");
            }

            if (results is null)
            {
                writer.Line($"ref float y = ref {names.Value(step.Y)};");
            }

            writer.Blank();
            if (kernel is DotRow dot)
            {
                dot.Print(writer, dialect, inputs, results);
            }
            else
            {
                ((AffineRow)kernel).Print(writer, dialect, inputs, results);
            }
        }

        if (results is not null && names.Holds(step.Y))
        {
            // The backward pass reads them from memory.
            results.PrintStores(writer, names.Value(step.Y));
        }
    }
}
