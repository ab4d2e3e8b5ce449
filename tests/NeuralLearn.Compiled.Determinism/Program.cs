using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NeuralLearn.Compiled;
using NeuralLearn.Compiled.Determinism;

// Prints the vector level that the process really runs at, one hash for each network over forward passes, gradients and 100 training
// steps, and one over those of each kind of arithmetic. Exit code 1: a batch did not have the bits of its rows. With the argument "kernels" it only has the kernels compiled;
// with "moving" objects move in memory meanwhile.
var level = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : Vector128.IsHardwareAccelerated ? "128" : "scalar";
Console.WriteLine("level " + level);
Console.WriteLine("fma " + (Fma.IsSupported || AdvSimd.IsSupported ? "yes" : "no"));

if (args is ["kernels"])
{
    Console.WriteLine("kernels " + MachineCode.Compile(level == "scalar" ? "Scalar" : level));
    return 0;
}

using var moving = args is ["moving"] ? new MovingMemory() : null;
var agrees = true;
var fused = new Digest();
var portable = new Digest();
void Take(string name, ulong hash, bool rowsAgree)
{
    agrees &= rowsAgree;
    Console.WriteLine($"{name} {hash:x16}{(rowsAgree ? "" : " rows and batches differ")}");
    if (name.StartsWith("Portable", StringComparison.Ordinal))
    {
        portable.Add(hash);
    }
    else
    {
        fused.Add(hash);
    }
}

foreach (var (one, other) in Subjects.All())
{
    var hash = Measurement.Run(one, other, out var rowsAgree);
    Take(one.Info.Name, hash, rowsAgree);
}

static void Change(Creature creature, ref NetRandom random) => creature.Mutate(ref random, deviation: 0.1f, probability: 0.3f);
static void ChangePortable(PortableCreature creature, ref NetRandom random) => creature.Mutate(ref random, deviation: 0.1f, probability: 0.3f);
Take("Evolution", Evolution.Run(seed => new Creature(seed), (to, from) => to.CopyFrom(from), Change), true);
Take("PortableEvolution", Evolution.Run(seed => new PortableCreature(seed), (to, from) => to.CopyFrom(from), ChangePortable), true);
var gestures = new Gestures(5);
var portableGestures = new PortableGestures(5);
Take("Streams", Streams.Run<Gestures.State>(gestures, 7, gestures.Step, gestures.StepBatch, out var streamsAgree), streamsAgree);
Take("PortableStreams", Streams.Run<PortableGestures.State>(portableGestures, 7, portableGestures.Step, portableGestures.StepBatch, out streamsAgree), streamsAgree);
Console.WriteLine($"fused {fused.Value:x16}");
Console.WriteLine($"portable {portable.Value:x16}");
if (moving is not null)
{
    Console.WriteLine("moved " + moving.Collections);
}

return agrees ? 0 : 1;
