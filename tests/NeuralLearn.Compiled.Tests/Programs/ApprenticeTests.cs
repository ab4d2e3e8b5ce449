namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(12, Name = "board"), Input(9, Name = "penalty")]
[Dense(48, Activation.ReLU, From = "board"), Dense(9, Name = "raw"), Add("raw", "penalty"), Output("move")]
[Dense(3, From = "dense1"), Output("drive")]
[CrossEntropyLoss(Output = "move", ClassWeights = new double[] { 1, 1, 1, 1, 4, 1, 1, 1, 1 })]
[MeanSquaredErrorLoss(Output = "drive", Weight = 0.3f, OutputWeights = new double[] { 2, 1, 1 }), AdamW(LearningRate = 5e-3, WeightDecay = 0.01f)]
public sealed partial class Apprentice;

/// <summary>Imitation: two inputs, two heads, illegal moves, rows and classes that count differently.</summary>
public sealed class ApprenticeTests
{
    private const int Rows = 400;

    private readonly float[] _boards = new float[Rows * 12];
    private readonly float[] _penalties = new float[Rows * 9];
    private readonly int[] _moves = new int[Rows];
    private readonly float[] _wheel = new float[Rows * 3];
    private readonly float[] _weights = new float[Rows];

    public ApprenticeTests()
    {
        var random = new NetRandom(11);
        for (var row = 0; row < Rows; row++)
        {
            var board = _boards.AsSpan(row * 12, 12);
            foreach (ref var value in board)
            {
                value = random.NextNormal();
            }

            // The master takes the best legal move of nine sums of the board.
            var best = float.NegativeInfinity;
            for (var move = 0; move < 9; move++)
            {
                var isLegal = random.NextSingle() > 0.3f || move == 8;
                _penalties[(row * 9) + move] = isLegal ? 0f : Categorical.Illegal;
                var score = board[move] + (0.5f * board[(move + 4) % 12]);
                if (isLegal && score > best)
                {
                    (best, _moves[row]) = (score, move);
                }
            }

            for (var wheel = 0; wheel < 3; wheel++)
            {
                _wheel[(row * 3) + wheel] = board[wheel] - board[wheel + 3];
            }

            _weights[row] = 0.5f + (row / (float)Rows);
        }
    }

    [Fact]
    public void Apprentice_LearnsMovesAndSteering()
    {
        var net = new Apprentice(seed: 1);
        var rowLoss = new float[Rows];
        var loss = 0f;
        for (var epoch = 0; epoch < 400; epoch++)
        {
            loss = net.TrainBatch(Batch(rowLoss));
        }

        Assert.Equal(rowLoss.Average(value => (double)value), loss, 1e-5);
        var right = 0;
        var error = 0.0;
        float[] move = new float[9], drive = new float[3];
        for (var row = 0; row < Rows; row++)
        {
            var board = _boards.AsSpan(row * 12, 12);
            var penalty = _penalties.AsSpan(row * 9, 9);
            var chosen = net.ClassifyMove(board, penalty);
            Assert.Equal(0f, penalty[chosen]);
            right += chosen == _moves[row] ? 1 : 0;
            net.Forward(board, penalty, move, drive);
            error += Math.Abs(drive[0] - _wheel[row * 3]);
        }

        Assert.True(right > 0.95 * Rows, $"{right} of {Rows} moves are the master's.");
        Assert.True(error / Rows < 0.1, $"The wheel is off by {error / Rows} on average.");
    }

    [Fact]
    public void PackedRows_AreTheSameAsNamedOnes()
    {
        Apprentice named = new(3), packed = new(3);
        var network = (ITrainableNetwork)packed;
        Assert.Equal((21, 12), (network.Info.InputSize, network.Info.OutputSize));
        float[] inputs = new float[Rows * 21], targets = new float[Rows * 12], outputs = new float[Rows * 12], losses = new float[Rows];
        for (var row = 0; row < Rows; row++)
        {
            _boards.AsSpan(row * 12, 12).CopyTo(inputs.AsSpan(row * 21));
            _penalties.AsSpan(row * 9, 9).CopyTo(inputs.AsSpan((row * 21) + 12));
            targets[(row * 12) + _moves[row]] = 1f;
            _wheel.AsSpan(row * 3, 3).CopyTo(targets.AsSpan((row * 12) + 9));
        }

        var rowLoss = new float[Rows];
        var loss = named.BackwardBatch(Batch(rowLoss));
        var total = network.BackwardBatch(new NetworkRows { Inputs = inputs, Targets = targets, RowWeights = _weights, Outputs = outputs, RowLosses = losses });
        Assert.Equal(Rows, total.Divisor);
        Assert.Equal(loss, total.Mean, 1e-6);
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(rowLoss[row], losses[row], 1e-5);
        }

        float[] move = new float[9], drive = new float[3], both = new float[12];
        for (var row = 0; row < Rows; row++)
        {
            packed.Forward(_boards.AsSpan(row * 12, 12), _penalties.AsSpan(row * 9, 9), move, drive);
            network.Forward(inputs.AsSpan(row * 21, 21), both);
            Assert.Equal([.. move, .. drive], both);
            Assert.Equal(both, outputs[(row * 12)..((row * 12) + 12)]);
        }

        float[] many = new float[Rows * 12];
        network.ForwardBatch(inputs, many);
        Assert.Equal(outputs, many);
    }

    [Fact]
    public void SpansOfTheWrongLength_AreNamedAndChangeNothing()
    {
        var net = new Apprentice(1);
        net.PrepareTraining(1);
        var before = net.StateHash();
        Assert.Throws<ArgumentException>("Penalty", () => net.BackwardBatch(new Apprentice.Batch { Board = _boards, Penalty = _penalties.AsSpan(1), MoveLabel = _moves, DriveTarget = _wheel }));
        Assert.Throws<ArgumentException>("DriveTarget", () => net.BackwardBatch(new Apprentice.Batch { Board = _boards, Penalty = _penalties, MoveLabel = _moves, DriveTarget = _wheel.AsSpan(3) }));
        Assert.Throws<ArgumentException>("RowWeights", () => net.BackwardBatch(new Apprentice.Batch { Board = _boards, Penalty = _penalties, MoveLabel = _moves, DriveTarget = _wheel, RowWeights = _weights.AsSpan(1) }));
        Assert.Throws<ArgumentException>("MoveTarget", () => net.BackwardBatch(new Apprentice.Batch { Board = _boards, Penalty = _penalties, MoveLabel = _moves, MoveTarget = new float[9 * Rows], DriveTarget = _wheel }));
        Assert.Throws<ArgumentException>("drive", () => net.Forward(_boards.AsSpan(0, 12), _penalties.AsSpan(0, 9), new float[9], new float[4]));
        _moves[17] = 9;
        var problem = Assert.Throws<ArgumentOutOfRangeException>("MoveLabel", () => net.BackwardBatch(Batch(new float[Rows])));
        Assert.Contains("row 17", problem.Message);
        Assert.Equal(before, net.StateHash());
    }

    private Apprentice.Batch Batch(float[] rowLoss) => new()
    {
        Board = _boards,
        Penalty = _penalties,
        MoveLabel = _moves,
        DriveTarget = _wheel,
        RowWeights = _weights,
        RowLoss = rowLoss,
    };
}
