using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>A schedule at work: the rate as a function of the steps done, and what it remembers of the epochs.</summary>
internal abstract class ScheduleRun
{
    /// <summary>The rate of the next step, before any warm-up.</summary>
    /// <param name="step">Steps done.</param>
    public abstract double Rate(long step);

    /// <summary>An epoch is over.</summary>
    /// <param name="loss">Of validation, else of training.</param>
    public virtual void EndEpoch(double loss)
    {
    }

    public virtual void Save(BinaryWriter writer)
    {
    }

    public virtual void Load(BinaryReader reader)
    {
    }
}

internal sealed class ConstantSchedule : Schedule
{
    private protected override string OwnKey => "constant";

    internal override ScheduleRun Start(double rate, long totalSteps) => new Run(rate);

    private sealed class Run(double rate) : ScheduleRun
    {
        public override double Rate(long step) => rate;
    }
}

internal sealed class PowerSchedule(int every, double gamma) : Schedule
{
    private protected override string OwnKey => string.Create(CultureInfo.InvariantCulture, $"times {gamma:R} every {every}");

    internal override ScheduleRun Start(double rate, long totalSteps) => new Run(rate, every, gamma);

    private sealed class Run(double first, int every, double gamma) : ScheduleRun
    {
        private double _rate = first;
        private int _epochs;

        public override double Rate(long step) => _rate;

        // A running product instead of a power: PyTorch's, too, is multiplied epoch by epoch.
        public override void EndEpoch(double loss)
        {
            _epochs++;
            _rate = _epochs % every == 0 ? _rate * gamma : _rate;
        }

        public override void Save(BinaryWriter writer)
        {
            writer.Write(_rate);
            writer.Write(_epochs);
        }

        public override void Load(BinaryReader reader)
        {
            _rate = reader.ReadDouble();
            _epochs = reader.ReadInt32();
        }
    }
}

internal sealed class CosineSchedule(double min) : Schedule
{
    internal override bool NeedsTotal => true;

    private protected override string OwnKey => string.Create(CultureInfo.InvariantCulture, $"cosine to {min:R}");

    internal override ScheduleRun Start(double rate, long totalSteps) => new Run(rate, min, totalSteps);

    private sealed class Run(double first, double min, long total) : ScheduleRun
    {
        public override double Rate(long step) => min + ((first - min) * (1 + HalfTurn.Cosine(Math.Min(step, total), total)) / 2);
    }
}

internal sealed class PlateauSchedule(double factor, int patience, double threshold, int cooldown, double min) : Schedule
{
    private protected override string OwnKey => string.Create(
        CultureInfo.InvariantCulture, $"plateau times {factor:R} patience {patience} threshold {threshold:R} cooldown {cooldown} to {min:R}");

    internal override ScheduleRun Start(double rate, long totalSteps) => new Run(rate, factor, patience, threshold, cooldown, min);

    private sealed class Run(double first, double factor, int patience, double threshold, int cooldown, double min) : ScheduleRun
    {
        // PyTorch's eps.
        private const double SmallestChange = 1e-8;

        private double _rate = first;
        private double _best = double.PositiveInfinity;
        private int _badEpochs;
        private int _restingEpochs;

        public override double Rate(long step) => _rate;

        public override void EndEpoch(double loss)
        {
            // The order of these steps is PyTorch's.
            var isBetter = loss < _best * (1 - threshold);
            _best = isBetter ? loss : _best;
            _badEpochs = isBetter ? 0 : _badEpochs + 1;
            if (_restingEpochs > 0)
            {
                _restingEpochs--;
                _badEpochs = 0;
            }

            if (_badEpochs > patience)
            {
                var lower = Math.Max(_rate * factor, min);
                _rate = _rate - lower > SmallestChange ? lower : _rate;
                _restingEpochs = cooldown;
                _badEpochs = 0;
            }
        }

        public override void Save(BinaryWriter writer)
        {
            writer.Write(_rate);
            writer.Write(_best);
            writer.Write(_badEpochs);
            writer.Write(_restingEpochs);
        }

        public override void Load(BinaryReader reader)
        {
            _rate = reader.ReadDouble();
            _best = reader.ReadDouble();
            _badEpochs = reader.ReadInt32();
            _restingEpochs = reader.ReadInt32();
        }
    }
}
