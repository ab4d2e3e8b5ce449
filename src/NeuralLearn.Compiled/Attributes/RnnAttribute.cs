namespace NeuralLearn.Compiled;

/// <summary>
/// h = f(W_ih x + b_ih + W_hh h + b_hh) from step to step, f = tanh or ReLU (Elman 1990). PyTorch: RNN; Keras: SimpleRNN. Input: a
/// sequence [time, features]; output [units], or a sequence [time, units]. The state is 0 before the first step. Weights of layer k:
/// weight_ih_lk [units, features], weight_hh_lk [units, units], bias_ih_lk and bias_hh_lk [units], all uniform in ±1/√units at first.
/// </summary>
public sealed class RnnAttribute : RecurrentAttribute
{
    /// <summary>A recurrent layer.</summary>
    /// <param name="units">Length of the state and of the result, 1 or more.</param>
    public RnnAttribute(int units)
        : base(units)
    {
    }

    /// <summary>f: Tanh, as without a word, or ReLU.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;
}
