namespace NeuralLearn.Compiled;

/// <summary>
/// Gated recurrent units (Cho et al. 2014): r = σ(W_ir x + b_ir + W_hr h + b_hr), z likewise, n = tanh(W_in x + b_in + r ⊙ (W_hn h +
/// b_hn)), h = (1 - z) ⊙ n + z ⊙ h. PyTorch: GRU, gates in the order r, z, n; Keras: GRU. Input: a sequence [time, features]; output
/// [units], or a sequence [time, units]. The state is 0 before the first step. Weights of layer k: weight_ih_lk [3 · units, features],
/// weight_hh_lk [3 · units, units], bias_ih_lk and bias_hh_lk [3 · units], all uniform in ±1/√units at first.
/// </summary>
public sealed class GruAttribute : RecurrentAttribute
{
    /// <summary>A recurrent layer.</summary>
    /// <param name="units">Length of the state and of the result, 1 or more.</param>
    public GruAttribute(int units)
        : base(units)
    {
    }
}
