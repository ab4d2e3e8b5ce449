using System.Buffers.Binary;
using Game.Brains;
using Game.Simulation;

namespace Game.Server;

/// <summary>
/// Writes a frame for the page, about 6 bytes an agent, little-endian. Places are in 40ths of a unit. wwwroot/wire.js reads it; the two belong
/// together.
/// </summary>
public static class Frames
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxBytes = 32768;

    private const float PlaceScale = 40;

    /// <summary>Writes a frame.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, Colony colony, in LoopTimes times, int selected, Thought thought)
    {
        var writer = new FrameWriter(destination);
        var world = colony.World;
        writer.Int32((int)colony.Frame);
        writer.Byte((byte)colony.Kind);
        writer.Byte((byte)((colony.Learns ? 1 : 0) | (world.PlayerHunts ? 2 : 0) | (times.IsReplaying ? 4 : 0)));
        writer.UInt16(world.Agents.Length);
        writer.UInt16(world.Pellets.Length);
        writer.Byte((byte)world.Hunters.Length);
        writer.Byte((byte)world.Happenings.Count);
        writer.UInt16(colony.Generation);
        writer.UInt16(selected);
        writer.Single(times.StepMean);
        writer.Single(times.StepWorst);
        writer.Single(times.AllocatedPerFrame);
        writer.Single(times.FramesPerSecond);
        foreach (ref readonly var agent in world.Agents)
        {
            Place(ref writer, agent.X, agent.Y);
            Heading(ref writer, agent.HeadingX, agent.HeadingY);
            writer.Byte((byte)(agent.Glow * 255));
        }

        foreach (ref readonly var pellet in world.Pellets)
        {
            Place(ref writer, pellet.X, pellet.Y);
        }

        foreach (ref readonly var hunter in world.Hunters)
        {
            Place(ref writer, hunter.X, hunter.Y);
            Heading(ref writer, hunter.HeadingX, hunter.HeadingY);
            writer.Byte((byte)Math.Min(255, hunter.Rest));
        }

        foreach (var (x, y, caught) in world.Happenings.Places)
        {
            Place(ref writer, x, y);
            writer.Byte(caught ? (byte)1 : (byte)0);
        }

        Mind(ref writer, thought);
        return writer.Length;
    }

    private static void Mind(ref FrameWriter writer, Thought thought)
    {
        writer.Byte((byte)thought.Action);
        writer.Single(thought.Value);
        writer.Singles(thought.Seen);
        writer.Singles(thought.Inside);
        writer.Singles(thought.Chances);
        writer.Singles(thought.Weights);
    }

    private static void Place(ref FrameWriter writer, float x, float y)
    {
        writer.UInt16((int)(x * PlaceScale));
        writer.UInt16((int)(y * PlaceScale));
    }

    // Only drawn: the C library may decide these bits.
    private static void Heading(ref FrameWriter writer, float x, float y) =>
        writer.Byte((byte)(int)MathF.Round(MathF.Atan2(y, x) * (128 / MathF.PI)));

    private ref struct FrameWriter(Span<byte> space)
    {
        private readonly Span<byte> _space = space;

        public int Length { get; private set; }

        public void Byte(byte value) => _space[Length++] = value;

        public void UInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), (ushort)value);

        public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

        public void Single(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(4), value);

        public void Singles(ReadOnlySpan<float> values)
        {
            foreach (var value in values)
            {
                Single(value);
            }
        }

        private Span<byte> Take(int bytes)
        {
            var taken = _space.Slice(Length, bytes);
            Length += bytes;
            return taken;
        }
    }
}
