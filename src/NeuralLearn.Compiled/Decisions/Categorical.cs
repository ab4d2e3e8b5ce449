using System.Diagnostics.CodeAnalysis;

namespace NeuralLearn.Compiled;

/// <summary>
/// From the scores of a network to a choice between actions, and from what came of it to a gradient. Scores are any numbers, of which the
/// softmax makes probabilities: what a network without an activation at its end gives (logits).
/// </summary>
/// <remarks>
/// <para>
/// <b>Allowed actions.</b> <c>allowed</c> has a flag per action; empty means all. A forbidden action has probability 0 whatever its score,
/// NaN included. Where none is allowed, an <see cref="ArgumentException"/> says so.
/// </para>
/// <para>
/// <b>Extremes.</b> The largest score is subtracted first, so that scores of any size do. A score of -∞ has probability 0 beside a larger
/// one; several of +∞ share all of it; if every score is -∞, all are equal. A NaN score of an allowed action makes probabilities (of
/// allowed actions), entropies and gradients NaN; <see cref="Best"/> and <see cref="Sample"/> still give an allowed action: the first
/// whose score is NaN.
/// </para>
/// <para>
/// <b>Bits.</b> Results are the same on every machine: single-precision exponentials and logarithms of <see cref="PortableVectorMath"/>,
/// sums in double precision from the first action to the last. Nothing is allocated. Any number of threads may call.
/// </para>
/// </remarks>
public static class Categorical
{
    /// <summary>
    /// What to add to the score of a forbidden action where a mask is an input of the network. Its probability is then 0, but unlike -∞ it
    /// gives no NaN when it is multiplied by 0, as in losses with distributions or label smoothing.
    /// </summary>
    public const float Illegal = -1e9f;

    /// <summary>
    /// Chooses an action at random, with the probabilities of <see cref="Softmax"/>. Takes exactly one word of the random stream, whatever
    /// the arguments.
    /// </summary>
    /// <param name="logits">A score per action, at least one.</param>
    /// <param name="random">Moves on by one word.</param>
    /// <param name="temperature">
    /// Scores are divided by it: below 1 the better actions are chosen more often, above 1 less; 0 is <see cref="Best"/>.
    /// </param>
    /// <param name="allowed">A flag per action; empty: all are allowed.</param>
    /// <returns>The action. One of probability 0 never comes.</returns>
    /// <exception cref="ArgumentException">There are no scores, another number of flags, or no action is allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative or NaN.</exception>
    /// <remarks>
    /// Inversion: the first action up to which the exponentials add up to more than (word + ½) / 2³² of their sum.
    /// </remarks>
    public static int Sample(
        ReadOnlySpan<float> logits, ref NetRandom random, float temperature = 1, ReadOnlySpan<bool> allowed = default)
    {
        CheckTemperature(temperature);
        var best = Best(logits, allowed);
        var word = random.NextUInt32();
        if (temperature == 0 || float.IsNaN(logits[best]))
        {
            return best;
        }

        var scale = new Scale(logits, best, temperature, allowed);
        var goal = (word + 0.5) * (1.0 / 4294967296.0) * scale.Sum;
        var sum = 0.0;
        var last = best;
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = IsAllowed(allowed, i) ? Scale.Exp(scale.Shift(logits[i])) : 0f;
            sum += weight;
            if (goal < sum)
            {
                return i;
            }

            last = weight > 0 ? i : last;
        }

        // Only the rounding of the sum leads here.
        return last;
    }

    /// <summary>
    /// The allowed action with the largest score: ties go to the lowest index, NaN counts as largest (as PyTorch's argmax).
    /// </summary>
    /// <param name="logits">A score per action, at least one.</param>
    /// <param name="allowed">A flag per action; empty: all are allowed.</param>
    /// <returns>The action.</returns>
    /// <exception cref="ArgumentException">There are no scores, another number of flags, or no action is allowed.</exception>
    public static int Best(ReadOnlySpan<float> logits, ReadOnlySpan<bool> allowed = default)
    {
        CheckLengths(logits, allowed, nameof(logits));
        return Largest(logits, allowed);
    }

    /// <summary>
    /// The largest value of an allowed action, such as the value of the best move in Q-learning; NaN if one of them is NaN.
    /// </summary>
    /// <param name="values">A value per action, at least one.</param>
    /// <param name="allowed">A flag per action; empty: all are allowed.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">There are no values, another number of flags, or no action is allowed.</exception>
    public static float Max(ReadOnlySpan<float> values, ReadOnlySpan<bool> allowed = default)
    {
        CheckLengths(values, allowed, nameof(values));
        return values[Largest(values, allowed)];
    }

    /// <summary>Probabilities: pᵢ = e^(xᵢ / temperature) / Σ e^(xⱼ / temperature) over the allowed actions, 0 for the others.</summary>
    /// <param name="logits">A score per action, at least one.</param>
    /// <param name="probabilities">Receives a probability per action. May be the memory of <paramref name="logits"/> itself.</param>
    /// <param name="temperature">
    /// Scores are divided by it; 0 gives <see cref="Best"/> probability 1; +∞ makes all finite scores equal.
    /// </param>
    /// <param name="allowed">A flag per action; empty: all are allowed.</param>
    /// <exception cref="ArgumentException">
    /// There are no scores, another number of flags or probabilities, no action is allowed, or the spans overlap at different places.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative or NaN.</exception>
    public static void Softmax(
        ReadOnlySpan<float> logits, Span<float> probabilities, float temperature = 1, ReadOnlySpan<bool> allowed = default)
    {
        CheckTemperature(temperature);
        Check.Length(probabilities.Length, logits.Length, nameof(probabilities));
        Overlap.SameOrApart(logits, probabilities, nameof(logits), nameof(probabilities));
        var best = Best(logits, allowed);
        if (temperature == 0)
        {
            probabilities.Clear();
            probabilities[best] = 1;
            return;
        }

        var scale = new Scale(logits, best, temperature, allowed);
        for (var i = 0; i < logits.Length; i++)
        {
            probabilities[i] = IsAllowed(allowed, i) ? (float)(Scale.Exp(scale.Shift(logits[i])) / scale.Sum) : 0f;
        }
    }

    /// <summary>The logarithm of an action's probability: xₐ - ln Σ e^xⱼ over the allowed actions.</summary>
    /// <param name="logits">A score per action, at least one.</param>
    /// <param name="action">An allowed action.</param>
    /// <param name="allowed">A flag per action; empty: all are allowed.</param>
    /// <returns>At most 0; -∞ if the probability is 0.</returns>
    /// <exception cref="ArgumentException">There are no scores, another number of flags, or the action is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    public static float LogProbability(ReadOnlySpan<float> logits, int action, ReadOnlySpan<bool> allowed = default)
    {
        var best = Best(logits, allowed);
        CheckAction(action, logits.Length, allowed);
        var scale = new Scale(logits, best, 1, allowed);
        return (float)(scale.Shift(logits[action]) - scale.LogOfSum());
    }

    /// <summary>
    /// How undecided the choice is: H = -Σ pᵢ ln pᵢ, from 0 (one action has all the probability) to ln of the number of actions.
    /// </summary>
    /// <param name="logits">A score per action, at least one.</param>
    /// <param name="allowed">A flag per action; empty: all are allowed.</param>
    /// <returns>The entropy in nats; an action of probability 0 adds 0.</returns>
    /// <exception cref="ArgumentException">There are no scores, another number of flags, or no action is allowed.</exception>
    public static float Entropy(ReadOnlySpan<float> logits, ReadOnlySpan<bool> allowed = default) =>
        (float)Entropy(logits, new Scale(logits, Best(logits, allowed), 1, allowed), allowed);

    /// <summary>
    /// The loss of a policy gradient, -A · ln π(a) - β · H, and its gradient by the scores: what a network with an external loss learns
    /// from, so that actions that turned out better than expected become likelier.
    /// </summary>
    /// <param name="logits">The score per action from which the action was chosen, at least one.</param>
    /// <param name="action">The allowed action a that was taken.</param>
    /// <param name="advantage">A: how much better than expected it was; negative if worse.</param>
    /// <param name="entropyBonus">β: the reward for staying undecided, often 0.01; 0 for none.</param>
    /// <param name="gradient">
    /// Receives a number per action, 0 for forbidden ones. May be the memory of <paramref name="logits"/> itself.
    /// </param>
    /// <param name="allowed">The flags of that moment; empty: all were allowed.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">
    /// There are no scores, another number of flags or gradients, the action is not allowed, or the spans overlap at different places.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    /// <remarks>
    /// ∂/∂xᵢ = A · (pᵢ - [i = a]) + β · pᵢ · (ln pᵢ + H), from ∂ ln pₐ / ∂xᵢ = [i = a] - pᵢ (Williams: Simple statistical
    /// gradient-following algorithms for connectionist reinforcement learning, 1992; the bonus as in Mnih et al.: Asynchronous methods for
    /// deep reinforcement learning, 2016). The probabilities are those of temperature 1.
    /// </remarks>
    public static float PolicyGradient(
        ReadOnlySpan<float> logits,
        int action,
        float advantage,
        float entropyBonus,
        Span<float> gradient,
        ReadOnlySpan<bool> allowed = default)
    {
        Check.Length(gradient.Length, logits.Length, nameof(gradient));
        Overlap.SameOrApart(logits, gradient, nameof(logits), nameof(gradient));
        var best = Best(logits, allowed);
        CheckAction(action, logits.Length, allowed);
        var scale = new Scale(logits, best, 1, allowed);
        var log = scale.LogOfSum();
        var entropy = Entropy(logits, scale, allowed);
        var logProbability = scale.Shift(logits[action]) - log;
        for (var i = 0; i < logits.Length; i++)
        {
            if (!IsAllowed(allowed, i))
            {
                gradient[i] = 0;
                continue;
            }

            var shifted = scale.Shift(logits[i]);
            var weight = (double)Scale.Exp(shifted);
            var probability = weight / scale.Sum;

            // The largest action's weight is 1: less the sum it keeps digits that a probability near 1 has lost.
            var chosen = i == action ? (weight - scale.Sum) / scale.Sum : probability;
            var undecided = probability == 0 ? 0 : probability * (shifted - log + entropy);
            gradient[i] = (float)((advantage * chosen) + (entropyBonus * undecided));
        }

        return (float)((advantage == 0 ? 0 : -advantage * logProbability) - (entropyBonus * entropy));
    }

    /// <summary>H = ln S + Σ eᵢ (m - xᵢ) / S, of which no part is negative.</summary>
    private static double Entropy(ReadOnlySpan<float> logits, in Scale scale, ReadOnlySpan<bool> allowed)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            if (IsAllowed(allowed, i))
            {
                var shifted = scale.Shift(logits[i]);
                var weight = Scale.Exp(shifted);
                sum += weight == 0 ? 0 : (double)weight * -shifted;
            }
        }

        return scale.LogOfSum() + (sum / scale.Sum);
    }

    private static int Largest(ReadOnlySpan<float> values, ReadOnlySpan<bool> allowed)
    {
        if (allowed.IsEmpty)
        {
            return Decision.Best(values);
        }

        var best = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (allowed[i] && (best < 0 || values[i] > values[best] || (float.IsNaN(values[i]) && !float.IsNaN(values[best]))))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            ThrowNoneAllowed();
        }

        return best;
    }

    private static bool IsAllowed(ReadOnlySpan<bool> allowed, int action) => allowed.IsEmpty || allowed[action];

    private static void CheckLengths(ReadOnlySpan<float> values, ReadOnlySpan<bool> allowed, string name)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException($"'{name}' is empty; at least one action is needed.", name);
        }

        if (!allowed.IsEmpty)
        {
            Check.Length(allowed.Length, values.Length, nameof(allowed));
        }
    }

    private static void CheckTemperature(float temperature)
    {
        if (!(temperature >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be 0 or more.");
        }
    }

    private static void CheckAction(int action, int actions, ReadOnlySpan<bool> allowed)
    {
        if ((uint)action >= (uint)actions)
        {
            throw new ArgumentOutOfRangeException(nameof(action), action, $"The action is {action}; the actions are 0 to {actions - 1}.");
        }

        if (!IsAllowed(allowed, action))
        {
            throw new ArgumentException($"Action {action} is not allowed.", nameof(action));
        }
    }

    [DoesNotReturn]
    private static void ThrowNoneAllowed() => throw new ArgumentException("No action is allowed.", "allowed");

    /// <summary>The sum of exponentials, relative to the largest score.</summary>
    private readonly struct Scale
    {
        private readonly float _largest;
        private readonly float _temperature;
        private readonly double _others;

        public Scale(ReadOnlySpan<float> logits, int best, float temperature, ReadOnlySpan<bool> allowed)
        {
            _largest = logits[best];
            _temperature = temperature;
            for (var i = 0; i < logits.Length; i++)
            {
                if (i != best && IsAllowed(allowed, i))
                {
                    _others += Exp(Shift(logits[i]));
                }
            }
        }

        /// <summary>Σ e^shifted; the largest score adds 1.</summary>
        public double Sum => 1 + _others;

        public static float Exp(float shifted) => PortableVectorMath.Exp(shifted);

        /// <summary>(x - largest) / temperature, where infinities do not meet.</summary>
        public float Shift(float x)
        {
            if (x == _largest)
            {
                return 0;
            }

            var less = x - _largest;
            return float.IsNegativeInfinity(less) ? less : less / _temperature;
        }

        /// <summary>ln Σ, which keeps its digits where the others hardly count.</summary>
        public double LogOfSum() => PortableVectorMath.Log1p((float)_others);
    }
}
