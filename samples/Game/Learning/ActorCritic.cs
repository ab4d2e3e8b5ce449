using Game.Brains;
using Game.Rollback;
using Game.Simulation;
using NeuralLearn.Compiled;

namespace Game.Learning;

/// <summary>
/// One brain for all: policy gradient with a learnt estimate of what is to come (advantage actor-critic). What all agents live through in
/// a window of frames is one batch. While the next window is lived, the batch goes backward in slices, as the budget of each frame
/// allows, and the step of the optimizer is taken when that window ends. Gradients add up in the order of rows however they are sliced, so
/// the budget changes no bit.
/// </summary>
public sealed class ActorCritic : ILearner
{
    private const float Discount = 0.97f, Trace = 0.9f, EntropyBonus = 0.01f;
    private const int Slice = 50;

    private readonly Steering _brain;
    private readonly float[] _hidden = new float[World.MaxPopulation * Steering.HiddenSize];
    private readonly float[] _policy = new float[World.MaxPopulation * Steering.PolicySize];
    private readonly float[] _value = new float[World.MaxPopulation];
    private readonly float[] _gradient = new float[Slice * Steering.PolicySize];
    private readonly float[] _sliceHidden = new float[Slice * Steering.HiddenSize];
    private readonly float[] _slicePolicy = new float[Slice * Steering.PolicySize];
    private readonly float[] _sliceValue = new float[Slice];
    private Window _lived = new();
    private Window _studied = new();
    private NetRandom _random;
    private int _studiedFrames;
    private int _studiedRows;

    /// <summary>Makes a brain that knows nothing.</summary>
    public ActorCritic(ulong seed)
    {
        _brain = new Steering(seed);
        _brain.PrepareTraining(Slice);
        _random = new NetRandom(seed);
    }

    /// <inheritdoc/>
    public int StateBytes => Steering.StateBytes + (2 * Window.MaxBytes) + 256;

    private bool HasWork => _studiedFrames < _studied.Frames;

    /// <inheritdoc/>
    public void Decide(ReadOnlySpan<float> senses, Span<byte> actions)
    {
        var agents = actions.Length;
        _brain.ForwardBatch(
            senses,
            _hidden.AsSpan(0, agents * Steering.HiddenSize),
            _policy.AsSpan(0, agents * Steering.PolicySize),
            _value.AsSpan(0, agents));
        if (_lived.IsFull)
        {
            // What is to come after the window's end is the estimate for where it ended.
            _lived.Judge(_value, Discount, Trace);
            (_lived, _studied) = (_studied, _lived);
            (_studiedFrames, _studiedRows) = (0, 0);
            _lived.Begin();
        }

        for (var i = 0; i < agents; i++)
        {
            actions[i] = (byte)Categorical.Sample(_policy.AsSpan(i * Steering.PolicySize, Steering.PolicySize), ref _random);
        }

        _lived.Add(senses, actions, _value);
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<Agent> agents, WorkBudget budget)
    {
        _lived.Reward(agents);
        if (_lived.IsFull)
        {
            CatchUp();
            _brain.Update();
            return;
        }

        // An even share of what is left, so that no frame has much more to do than another.
        var framesLeft = Window.Length - _lived.Frames + 1;
        var share = Remaining() / framesLeft;
        for (var done = 0; done <= share && HasWork && !budget.IsSpent; done += Slice)
        {
            Study();
        }
    }

    /// <inheritdoc/>
    public void CatchUp()
    {
        while (HasWork)
        {
            Study();
        }
    }

    /// <inheritdoc/>
    public void Pause()
    {
        _brain.ClearGradients();
        _lived.Begin();
        _studied.Begin();
        (_studiedFrames, _studiedRows) = (0, 0);
    }

    /// <inheritdoc/>
    public void Resize(int before, int after) => _lived.Shrink(after);

    /// <inheritdoc/>
    public void Forget(ulong seed)
    {
        Pause();
        _brain.CopyFrom(new Steering(seed));
        _random = new NetRandom(seed);
    }

    /// <inheritdoc/>
    public void Show(int agent, ReadOnlySpan<float> senses, Thought thought)
    {
        senses.CopyTo(thought.Seen);
        Span<float> value = stackalloc float[1];
        _brain.Forward(senses, thought.Inside, thought.Chances, value);
        Categorical.Softmax(thought.Chances, thought.Chances);
        thought.Value = value[0];
        Span<float> parameters = stackalloc float[Steering.ParameterCount];
        _brain.CopyParametersTo(parameters);
        ThoughtWeights.Copy(Steering.Tensors, parameters, thought.Weights);
    }

    /// <inheritdoc/>
    public void Save(ref SnapshotWriter writer)
    {
        _brain.SaveState(writer.Take(Steering.StateBytes));
        writer.Write(_random);
        writer.Write(_studiedFrames);
        writer.Write(_studiedRows);
        _lived.Save(ref writer);
        _studied.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Restore(ref SnapshotReader reader)
    {
        _brain.RestoreState(reader.Take(Steering.StateBytes));
        reader.Read(ref _random);
        reader.Read(ref _studiedFrames);
        reader.Read(ref _studiedRows);
        _lived.Restore(ref reader);
        _studied.Restore(ref reader);
    }

    private int Remaining() => ((_studied.Frames - _studiedFrames) * _studied.Agents) - _studiedRows;

    /// <summary>One slice: what the brain would do now, what it should rather do, and the gradient of that.</summary>
    private void Study()
    {
        var rows = Math.Min(Slice, _studied.Agents - _studiedRows);
        if (rows > 0)
        {
            var moments = _studied.Part(_studiedFrames, _studiedRows, rows);
            var policy = _slicePolicy.AsSpan(0, rows * Steering.PolicySize);
            var gradient = _gradient.AsSpan(0, rows * Steering.PolicySize);
            _brain.ForwardBatch(moments.Senses, _sliceHidden.AsSpan(0, rows * Steering.HiddenSize), policy, _sliceValue.AsSpan(0, rows));
            for (var i = 0; i < rows; i++)
            {
                var scores = policy.Slice(i * Steering.PolicySize, Steering.PolicySize);
                var answer = gradient.Slice(i * Steering.PolicySize, Steering.PolicySize);
                Categorical.PolicyGradient(scores, moments.Actions[i], moments.Advantages[i], EntropyBonus, answer);
            }

            _brain.BackwardBatch(moments.Senses, gradient, moments.Returns);
        }

        _studiedRows += rows;
        if (_studiedRows >= _studied.Agents)
        {
            (_studiedFrames, _studiedRows) = (_studiedFrames + 1, 0);
        }
    }
}
