namespace NeuralLearn.Compiled;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997): i, f, o = σ(W x + b + W_h h + b_h), each with weights of its own, g =
/// tanh(…), c = f ⊙ c + i ⊙ g, h = o ⊙ tanh c. PyTorch: LSTM, gates in the order i, f, g, o; Keras: LSTM. Input: a sequence [time,
/// features]; output [units], or a sequence [time, units]. The state is 0 before the first step. Weights of layer k: weight_ih_lk [4 ·
/// units, features], weight_hh_lk [4 · units, units], bias_ih_lk and bias_hh_lk [4 · units], all uniform in ±1/√units at first.
/// </summary>
public sealed class LstmAttribute : RecurrentAttribute
{
    /// <summary>A recurrent layer.</summary>
    /// <param name="units">Length of the state and of the result, 1 or more.</param>
    public LstmAttribute(int units)
        : base(units)
    {
    }
}
