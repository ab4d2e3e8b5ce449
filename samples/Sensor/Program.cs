using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sensor;

// Learns gestures from simulated wrists, watches one it has never seen, and says what it costs. Ends with 1 where it does not do its work.
const int Pieces = 250;
const int Minutes = 10;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var watcher = new Watcher(seed: 1);
var forecaster = new Forecaster(seed: 1);
Console.WriteLine(Watcher.Summary());
Console.WriteLine();

var watch = Stopwatch.StartNew();
Learning.Run(watcher, forecaster, Pieces);
var learning = watch.Elapsed.TotalSeconds;

// What is normal: the surprise that one sample in ten thousand of an ordinary wrist exceeds.
var ordinary = Watching.Run(new Wrist(watcher, forecaster), new Accelerometer(1000), Minutes, breaks: false);
var limit = ordinary.Limit;
var seen = Watching.Run(new Wrist(watcher, forecaster), new Accelerometer(1001), Minutes, breaks: true, limit);
var time = Watching.TimeOfAStep(new Wrist(watcher, forecaster));

Console.WriteLine($"learnt from     {32 * Pieces * Accelerometer.PieceLength / Accelerometer.Rate / 60} minutes of 32 wrists, {learning:F1} s");
foreach (var (gesture, share) in seen.Right)
{
    Console.WriteLine($"{"  " + gesture,-15} {share:P1} of its samples named right");
}

Console.WriteLine($"loose strap     {seen.Found} of {seen.Breaks} times noticed, {seen.Delay:F2} s after it began; {seen.FalseAlarms} false alarms in {Minutes} minutes");
Console.WriteLine($"a sample        {time.Nanoseconds:F0} ns for both networks, {time.Bytes} bytes allocated");
Console.WriteLine($"instruction set {InstructionSet()}, {(RuntimeFeature.IsDynamicCodeSupported ? "compiled just in time" : "compiled ahead of time")}");
Console.WriteLine($"program         {Size(Environment.ProcessPath)}");
Console.WriteLine($"memory          {Environment.WorkingSet / 1048576.0:F1} MB of the process; weights of both networks {(Watcher.ParameterCount + Forecaster.ParameterCount) * 4 / 1024.0:F1} KB");

var works = seen.Right.All(gesture => gesture.Share >= 0.9) && seen.Found >= seen.Breaks - 1 && seen.FalseAlarms <= 1 && time.Bytes == 0;
Console.WriteLine(works ? "ok" : "failed: less than what is promised above");
return works ? 0 : 1;

static string InstructionSet() =>
    Vector512.IsHardwareAccelerated ? "512 bits"
    : Vector256.IsHardwareAccelerated ? "256 bits"
    : Vector128.IsHardwareAccelerated ? "128 bits"
    : "no vectors";

static string Size(string? file) => RuntimeFeature.IsDynamicCodeSupported || file is null
    ? "needs the .NET runtime; publish with -p:SensorAot=true for one file without it"
    : $"{new FileInfo(file).Length / 1048576.0:F2} MB, one file";
