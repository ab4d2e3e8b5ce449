
namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Where rows of a value lie in a scratch buffer: floats before it per row of the batch, floats per row.</summary>
internal readonly record struct BufferSlot(int Start, int Stride);

/// <summary>
/// Places values in one scratch buffer, reusing the place of values that are no longer needed. Starts count floats per row: with n rows,
/// a slot begins at n × Start.
/// </summary>
internal sealed class BufferPlanner
{
    private readonly List<(int Start, int Stride)> _free = [];

    /// <summary>Floats per row that all slots take together.</summary>
    public int Size { get; private set; }

    public BufferSlot Take(PackedAxis axis)
    {
        // The tightest free place that fits, else a new one at the end; starts stay multiples of a cache line.
        var stride = axis.Stride;
        var room = (stride + 15) / 16 * 16;
        var best = -1;
        for (var i = 0; i < _free.Count; i++)
        {
            if (_free[i].Stride >= room && (best < 0 || _free[i].Stride < _free[best].Stride))
            {
                best = i;
            }
        }

        if (best >= 0)
        {
            var place = _free[best];
            _free.RemoveAt(best);
            if (place.Stride > room)
            {
                _free.Add((place.Start + room, place.Stride - room));
            }

            return new BufferSlot(place.Start, stride);
        }

        var slot = new BufferSlot(Size, stride);
        Size += room;
        return slot;
    }

    public void Release(BufferSlot slot) => _free.Add((slot.Start, (slot.Stride + 15) / 16 * 16));
}
