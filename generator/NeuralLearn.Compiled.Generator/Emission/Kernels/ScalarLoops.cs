using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>How scalar code names the panel it is in: expressions, as full panels are walked by a loop.</summary>
/// <param name="Column">First output of the panel.</param>
/// <param name="Weights">Where the panel's weights begin.</param>
/// <param name="Width">Lanes from one input to the next.</param>
/// <param name="Valid">Lanes that are real.</param>
internal sealed record ScalarPanel(string Column, string Weights, string Width, string Valid, bool IsTail);

/// <summary>Loops over panels for machines without vectors: short rather than fast.</summary>
internal static class ScalarLoops
{
    /// <summary>Full panels in a loop, then the tail.</summary>
    public static void Panels(CodeWriter writer, PackedAxis axis, int inputs, Action<ScalarPanel> body)
    {
        if (axis.FullPanels > 0)
        {
            using (writer.Block($"for (int panel = 0; panel < {Literal.Int(axis.FullPanels)}; panel++)"))
            {
                body(new ScalarPanel("(panel * 16)", $"(panel * {Literal.Int(inputs * 16)})", "16", "16", false));
            }

            writer.Blank();
        }

        if (axis.Tail is { } tail)
        {
            body(new ScalarPanel(Literal.Int(tail.Start), Literal.Int(tail.Start * inputs), Literal.Int(tail.Width), Literal.Int(tail.Valid), true));
        }
    }
}
