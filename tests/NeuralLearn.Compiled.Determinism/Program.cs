using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NeuralLearn.Compiled.Determinism;

// Prints the vector level that the process really runs at and one hash for each kind of arithmetic, over forward passes, gradients and
// 100 training steps. Exit code 1: a batch did not have the bits of its rows.
var level = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : Vector128.IsHardwareAccelerated ? "128" : "scalar";
Console.WriteLine("level " + level);
Console.WriteLine("fma " + (Fma.IsSupported || AdvSimd.IsSupported ? "yes" : "no"));

var agrees = true;
var fused = new Digest();
var portable = new Digest();
foreach (var subject in Subjects.All())
{
    var hash = Measurement.Run(subject, out var rowsAgree);
    agrees &= rowsAgree;
    Console.WriteLine($"{subject.Name} {hash:x16}{(rowsAgree ? "" : " rows and batches differ")}");
    if (subject.Name.StartsWith("Portable", StringComparison.Ordinal))
    {
        portable.Add(BitConverter.Int32BitsToSingle((int)hash));
        portable.Add(BitConverter.Int32BitsToSingle((int)(hash >> 32)));
    }
    else
    {
        fused.Add(BitConverter.Int32BitsToSingle((int)hash));
        fused.Add(BitConverter.Int32BitsToSingle((int)(hash >> 32)));
    }
}

Console.WriteLine($"fused {fused.Value:x16}");
Console.WriteLine($"portable {portable.Value:x16}");
return agrees ? 0 : 1;
