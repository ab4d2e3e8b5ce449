using NeuralLearn.Compiled;

namespace TextbookRegression;

/// <summary>One way to walk down the slope: how many rows are looked at before each step.</summary>
/// <param name="Name">As textbooks call it.</param>
/// <param name="BatchSize">N: batch gradient descent; k: mini-batch; 1: stochastic.</param>
/// <param name="LearningRate">η. The fewer rows a step has seen, the noisier its direction, and the shorter it should be.</param>
internal sealed record Descent(string Name, int BatchSize, float LearningRate)
{
    public static Descent[] All { get; } =
    [
        new("batch", Points.Count, 0.5f),
        new("mini-batch", 8, 0.1f),
        new("stochastic", 1, 0.01f),
    ];

    public Curve Network { get; } = new(seed: 1);

    /// <summary>
    /// Momentum. The textbook writes Δθ ← α Δθ - η ∂L/∂θ, θ ← θ + Δθ; PyTorch and this library b ← μ b + ∂L/∂θ, θ ← θ - η b. With
    /// Δθ = -η b and α = μ they are the same as long as η does not change.
    /// </summary>
    public FitReport Run(Dataset points, int epochs, double tolerance)
    {
        Network.LearningRate = LearningRate;
        return Trainer.Fit(Network, points, new FitOptions
        {
            Epochs = epochs,
            BatchSize = BatchSize,
            Seed = 1,

            // An epoch is a pass over all N rows: N / k steps. It is the last where |Lₑ - Lₑ₋₁| < τ.
            Tolerance = tolerance,
        });
    }
}
