using NeuralLearn.Compiled.Generator.Emission.Kernels;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the kernels: one class that chooses the width, one class per width.</summary>
internal sealed class KernelEmitter
{
    /// <summary>Namespace, class, method.</summary>
    private const int BodyDepth = 3;

    private const string FullSpeed = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private readonly NetworkPlan _plan;
    private readonly List<(LayerLabel? Layer, Kernel Kernel)> _kernels;

    /// <summary>What is called from outside, by name.</summary>
    private readonly HashSet<string> _entries;

    /// <param name="callers">All code that may call kernels from outside their classes.</param>
    public KernelEmitter(NetworkPlan plan, IEnumerable<string> callers)
    {
        _plan = plan;
        _kernels = KernelList.Of(plan);
        _entries = new HashSet<string>(callers.SelectMany(code => PrintedCalls.In(code, "Kernels")), StringComparer.Ordinal);
    }

    /// <summary>The choice between widths. The conditions are constants to the JIT: one call remains.</summary>
    public void PrintDispatch(CodeWriter writer)
    {
        writer.Summary("Calls each kernel at the widest vectors that the hardware has. The JIT knows the answer, so only one call remains.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal static class Kernels"))
        {
            LayerLabel? heading = null;
            foreach (var (layer, kernel) in _kernels.Where(entry => _entries.Contains(entry.Kernel.Name)))
            {
                PrintHeading(writer, ref heading, layer);
                foreach (var line in kernel.Comment)
                {
                    writer.Comment(line);
                }

                writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
                using (writer.Block($"internal static {kernel.Returns} {kernel.Name}({kernel.Parameters})"))
                {
                    var keyword = "if";
                    foreach (var level in Tiling.Levels)
                    {
                        var call = $"{(kernel.Returns == "void" ? "" : "return ")}{Dialect.ClassName(level)}.{kernel.Name}({kernel.Arguments});";
                        using (writer.Block(level == 1 ? "else" : $"{keyword} ({Condition(level)})"))
                        {
                            writer.Line(call);
                        }

                        keyword = "else if";
                    }
                }

                writer.Blank();
            }
        }
    }

    /// <summary>The memory that one sample's hidden values take on the stack. The runtime clears it, so it is no larger than needed.</summary>
    public void PrintStacks(CodeWriter writer)
    {
        foreach (var floats in _kernels.SelectMany(entry => Tiling.Levels.Select(entry.Kernel.StackFloats)).Where(floats => floats > 0).Distinct())
        {
            writer.Blank();
            writer.Summary($"Room for {Literal.Int(floats)} floats on the stack.");
            FileFrame.TypeAttributes(writer);
            writer.Line($"[StructLayout(LayoutKind.Sequential, Size = {Literal.Int(floats * sizeof(float))})]");
            using (writer.Block("internal struct " + Kernel.StackType(floats)))
            {
                writer.Line("public float Start;");
            }
        }
    }

    public void PrintLevel(CodeWriter writer, int level)
    {
        var dialect = Dialect.ForLevel(level, _plan.Portable);
        writer.Summary(level == 1 ? "Kernels for machines without vector hardware." : $"Kernels for vectors of {Literal.Int(level * 32)} bits.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal static class " + Dialect.ClassName(level)))
        {
            // A kernel that stands in another's body everywhere at this width needs no method.
            var kernels = _kernels.ToDictionary(entry => entry.Kernel.Name, entry => entry.Kernel, StringComparer.Ordinal);
            var bodies = PrintedCalls.Reached(_entries, name => kernels.TryGetValue(name, out var kernel) ? Body(kernel, dialect) : null);
            LayerLabel? heading = null;
            foreach (var (layer, kernel) in _kernels.Where(entry => bodies.ContainsKey(entry.Kernel.Name)))
            {
                PrintHeading(writer, ref heading, layer);
                kernel.PrintComment(writer, level);
                writer.Line(FullSpeed);
                using (writer.Block($"internal static {kernel.Returns} {kernel.Name}({kernel.Parameters})"))
                {
                    writer.Rows(bodies[kernel.Name]);
                }

                writer.Blank();
            }
        }
    }

    private static string Body(Kernel kernel, Dialect dialect)
    {
        var writer = new CodeWriter(BodyDepth);
        kernel.Print(writer, dialect);
        return writer.ToString();
    }

    /// <summary>Above the first method of a layer, the layer: as it was declared, from which shape to which, its formula.</summary>
    private static void PrintHeading(CodeWriter writer, ref LayerLabel? heading, LayerLabel? layer)
    {
        if (layer is not null && !ReferenceEquals(layer, heading))
        {
            heading = layer;
            writer.Comment($"──── {layer.Name}: {layer.Source}, {layer.Shapes}");
            writer.Comment($"──── {layer.Formula}");
            writer.Line("");
        }
    }

    private string Condition(int level) => level switch
    {
        16 => _plan.Portable ? "Vector512.IsHardwareAccelerated" : "Vector512.IsHardwareAccelerated && Avx512F.IsSupported",
        8 => _plan.Portable ? "Vector256.IsHardwareAccelerated" : "Vector256.IsHardwareAccelerated && Fma.IsSupported",
        _ => "Vector128.IsHardwareAccelerated",
    };
}
