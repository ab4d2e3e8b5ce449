using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A recurrent layer over its window.</summary>
/// <param name="KeepsForGradient">Keeps what the way back needs.</param>
internal sealed record RecurrentStep(RecurrentNode Recurrent, bool KeepsForGradient) : ForwardStep(Recurrent, Recurrent.X, Recurrent.Y)
{
    public override IReadOnlyList<Value> Workspace
    {
        get
        {
            var memory = Recurrent.Memory;
            var values = new List<Value> { memory.Gates, memory.Recurrent, memory.Hidden };
            if (memory.Cell is not null)
            {
                values.Add(memory.Cell);
            }

            if (KeepsForGradient)
            {
                values.Add(memory.Kept);
            }

            return values;
        }
    }

    /// <summary>The stem of its kernels' names: the layers of a stack share a label.</summary>
    public static string StemOf(RecurrentNode node) => node.Layer.Identifier + (node.Level == 0 ? "" : "Level" + node.Level);
}

/// <summary>y[t] = row x[t] of the weight.</summary>
internal sealed record EmbeddingStep(EmbeddingNode Embedding) : ForwardStep(Embedding, Embedding.X, Embedding.Y);

/// <summary>
/// From the last step to the first: what the gates were becomes the gradient of the sums that went into them. Everything else follows from
/// those, as in a dense layer over the steps.
/// </summary>
/// <param name="Direct">The part of ∂loss/∂h that goes past the gates.</param>
/// <param name="Through">And the part that comes through W_hh.</param>
/// <param name="Cell">∂loss/∂c; null where there is none.</param>
/// <param name="Transposed">W_hh, one row of lanes per output, so that its product with a gradient is as fast as the way forward.</param>
internal sealed record RecurrentGradientStep(
    RecurrentNode Recurrent, GradientBuffer Dy, GradientBuffer Direct, GradientBuffer Through, GradientBuffer? Cell, GradientBuffer Transposed, bool InputOnly)
    : BackwardStep(Recurrent, Dy, InputOnly);

/// <summary>dW_ih += dz xᵀ, dW_hh += dz hᵀ, and the biases, row after row and step after step.</summary>
internal sealed record RecurrentWeightGradientStep(RecurrentNode Recurrent, GradientBuffer Dy) : BackwardStep(Recurrent, Dy, false);

/// <summary>dx = W_ihᵀ dz at every step.</summary>
internal sealed record RecurrentInputGradientStep(RecurrentNode Recurrent, GradientBuffer Dy, GradientBuffer Dx, GradientBuffer Transposed, bool InputOnly)
    : BackwardStep(Recurrent, Dy, InputOnly);

/// <summary>dW[x[t]] += dy[t], row after row and step after step.</summary>
internal sealed record EmbeddingGradientStep(EmbeddingNode Embedding, GradientBuffer Dy) : BackwardStep(Embedding, Dy, false);
