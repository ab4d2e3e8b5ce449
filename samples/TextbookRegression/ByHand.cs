using Spectre.Console;

namespace TextbookRegression;

/// <summary>One row through the network and back with pencil and paper, beside what the network says.</summary>
internal static class ByHand
{
    private const int Hidden = 10;

    /// <summary>Prints both and says whether they agree.</summary>
    public static bool Compare(IAnsiConsole console, float x, float t)
    {
        var network = new Curve(seed: 1);
        var theta = new float[Curve.ParameterCount];
        network.CopyParametersTo(theta);

        // The flat vector is W₁ [10, 1], b₁ [10], W₂ [1, 10], b₂ [1]: Curve.Tensors says so.
        ReadOnlySpan<float> w1 = theta.AsSpan(0, Hidden), b1 = theta.AsSpan(Hidden, Hidden), w2 = theta.AsSpan(2 * Hidden, Hidden);
        var b2 = theta[3 * Hidden];

        // Forward:  h = σ(W₁ x + b₁),  y = W₂ h + b₂,  L = ½ (y - t)².
        var h = new double[Hidden];
        double y = b2;
        for (var i = 0; i < Hidden; i++)
        {
            h[i] = 1 / (1 + Math.Exp(-((w1[i] * (double)x) + b1[i])));
            y += w2[i] * h[i];
        }

        // Backward:  δ₂ = ∂L/∂y = y - t,  δ₁ = h (1 - h) · W₂ᵀ δ₂,  ∂L/∂W = δ · (what came in),  ∂L/∂b = δ.
        var delta2 = y - t;
        var gradient = new double[Curve.ParameterCount];
        for (var i = 0; i < Hidden; i++)
        {
            var delta1 = h[i] * (1 - h[i]) * w2[i] * delta2;
            gradient[i] = delta1 * x;
            gradient[Hidden + i] = delta1;
            gradient[(2 * Hidden) + i] = delta2 * h[i];
        }

        gradient[3 * Hidden] = delta2;

        // The same by the network: Forward, then Backward, which runs forward itself, measures L and adds up ∂L/∂θ.
        Span<float> output = stackalloc float[1];
        network.Forward([x], output);
        var loss = network.Backward([x], t);
        var measured = new float[Curve.ParameterCount];
        network.CopyGradientsTo(measured);

        // Update:  θ ← θ - η ∂L/∂θ  (the first step of momentum is a plain one).
        network.Update();
        var after = new float[Curve.ParameterCount];
        network.CopyParametersTo(after);

        var table = new Table().Border(TableBorder.Simple).AddColumns("one row", "by hand", "by the network");
        table.AddRow("y", $"{y:F6}", $"{output[0]:F6}");
        table.AddRow("L = ½ (y - t)²", $"{0.5 * delta2 * delta2:F6}", $"{loss:F6}");
        table.AddRow("∂L/∂b₂ = y - t", $"{gradient[3 * Hidden]:F6}", $"{measured[3 * Hidden]:F6}");
        table.AddRow("∂L/∂W₂[[0]] = δ₂ h[[0]]", $"{gradient[2 * Hidden]:F6}", $"{measured[2 * Hidden]:F6}");
        table.AddRow("∂L/∂W₁[[0]] = δ₁[[0]] x", $"{gradient[0]:F6}", $"{measured[0]:F6}");
        table.AddRow("b₂ after the step", $"{b2 - (0.5 * gradient[3 * Hidden]):F6}", $"{after[3 * Hidden]:F6}");
        console.Write(table);

        var agrees = Math.Abs(y - output[0]) < 1e-6;
        for (var i = 0; i < gradient.Length; i++)
        {
            agrees &= Math.Abs(gradient[i] - measured[i]) < 1e-6 && Math.Abs(theta[i] - (0.5 * gradient[i]) - after[i]) < 1e-6;
        }

        return agrees;
    }
}
