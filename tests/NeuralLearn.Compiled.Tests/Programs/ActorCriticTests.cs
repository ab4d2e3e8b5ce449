namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(4), Dense(24, Activation.Tanh, Name = "body")]
[Dense(5, From = "body"), Output("policy"), Dense(1, From = "body"), Output("value")]
[ExternalLoss(Output = "policy"), HuberLoss(Output = "value", Weight = 0.5f), Adam(LearningRate = 5e-3f, ClipNorm = 0.5f)]
public sealed partial class Steering;

/// <summary>An agent that learns while it acts: an actor and a critic in one network, with actions that are not always allowed.</summary>
public sealed class ActorCriticTests
{
    /// <summary>A walk on a line of 9 places towards a goal; the two jumps are allowed away from the ends only.</summary>
    private sealed class Npc(Steering brain, ulong seed)
    {
        private static readonly int[] Moves = [-1, 0, 1, -2, 2];

        private readonly float[] _seen = new float[4];
        private readonly bool[] _legal = new bool[5];
        private NetRandom _random = new(seed);
        private bool _any;
        private int _action;
        private int _place = 4;
        private int _goal = 8;

        public int Reached { get; private set; }

        public void Frame()
        {
            _place = Math.Clamp(_place + (_any ? Moves[_action] : 0), 0, 8);
            var reward = -0.1f;
            if (_place == _goal)
            {
                reward = 1f;
                Reached++;
                _goal = _random.NextInt(9);
            }

            Span<float> senses = [_place / 8f, _goal / 8f, (_goal - _place) / 8f, 1f];
            Span<bool> legal = [_place > 0, true, _place < 8, _place > 1, _place < 7];
            Think(senses, reward, legal);
        }

        private void Think(ReadOnlySpan<float> senses, float reward, ReadOnlySpan<bool> legal)
        {
            Span<float> policy = stackalloc float[5], value = stackalloc float[1], gradient = stackalloc float[5];
            brain.Forward(senses, policy, value);
            if (_any)
            {
                var target = reward + (0.8f * value[0]);
                Span<float> oldPolicy = stackalloc float[5], oldValue = stackalloc float[1];
                brain.Forward(_seen, oldPolicy, oldValue);
                Categorical.PolicyGradient(oldPolicy, _action, target - oldValue[0], 0.01f, gradient, _legal);
                brain.Backward(_seen, gradient, target);
            }

            senses.CopyTo(_seen);
            legal.CopyTo(_legal);
            _any = true;
            _action = Categorical.Sample(policy, ref _random, temperature: 1, legal);
            Assert.True(legal[_action], "An action that is not allowed was chosen.");
        }
    }

    [Fact]
    public void Agents_LearnToReachTheGoal()
    {
        var brain = new Steering(seed: 3);
        var agents = Enumerable.Range(0, 8).Select(i => new Npc(brain, (ulong)i)).ToArray();
        int Reached(int frames)
        {
            var before = agents.Sum(agent => agent.Reached);
            for (var frame = 0; frame < frames; frame++)
            {
                foreach (var agent in agents)
                {
                    agent.Frame();
                }

                brain.Update();
            }

            return agents.Sum(agent => agent.Reached) - before;
        }

        var first = Reached(200);
        Reached(2000);
        var last = Reached(200);
        Assert.True(last > 2 * first, $"Goals reached in 200 frames: {first} at first, {last} after learning.");
    }

    [Fact]
    public void NothingAddedUp_IsNoStep()
    {
        var brain = new Steering(1);
        var before = brain.StateHash();
        Assert.False(brain.Update());
        Assert.Equal(before, brain.StateHash());
    }

    [Fact]
    public void RowsOfAgents_GiveTheSameBitsInAnyBatching()
    {
        const int Rows = 37;
        var random = new NetRandom(9);
        float[] inputs = Draw(ref random, Rows * 4), gradients = Draw(ref random, Rows * 5), targets = Draw(ref random, Rows);
        Steering Learn(params int[] sizes)
        {
            var brain = new Steering(2);
            var start = 0;
            foreach (var size in sizes)
            {
                if (size == 1)
                {
                    brain.Backward(inputs.AsSpan(start * 4, 4), gradients.AsSpan(start * 5, 5), targets[start]);
                }
                else
                {
                    brain.BackwardBatch(new Steering.Batch
                    {
                        Input = inputs.AsSpan(start * 4, size * 4),
                        PolicyGradient = gradients.AsSpan(start * 5, size * 5),
                        ValueTarget = targets.AsSpan(start, size),
                    });
                }

                start += size;
            }

            Assert.Equal(Rows, start);
            return brain;
        }

        var expected = Learn(Rows);
        foreach (var other in new[] { Learn([.. Enumerable.Repeat(1, Rows)]), Learn(2, 3, 32), Learn(33, 4), Learn(7, 8, 9, 13) })
        {
            Assert.Equal(expected.StateHash(), other.StateHash());
        }
    }

    private static float[] Draw(ref NetRandom random, int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = random.NextNormal();
        }

        return values;
    }
}
