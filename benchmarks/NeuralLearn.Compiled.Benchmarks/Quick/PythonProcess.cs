using System.Diagnostics;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>
/// A peer in Python: one process for all networks, which measures itself. What is said to it stands in benchmarks/peers/peer_protocol.py.
/// It never fails the table: where it cannot start or breaks down, it is left out with one line on the standard error.
/// </summary>
internal sealed class PythonProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peer");

    private PythonProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    /// <summary>The files of networks go here.</summary>
    public string Folder => _folder.FullName;

    /// <summary>It broke down and is not asked any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Tries every python3 of the search path, as the first is not always the one that packages were installed for.</summary>
    public static PythonProcess? Start(string name)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", name + "_peer.py");
        var problem = "there is no python3";
        foreach (var python in Pythons())
        {
            PythonProcess? candidate = null;
            try
            {
                var start = new ProcessStartInfo(python, [script])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                };
                foreach (var threads in (string[])["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
                {
                    start.Environment[threads] = "1";
                }

                start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
                candidate = new PythonProcess(name, Process.Start(start)!);

                // Libraries print warnings; a full pipe would stop them.
                candidate._process.ErrorDataReceived += static (_, _) => { };
                candidate._process.BeginErrorReadLine();
                var answer = candidate.Read();
                if (answer == "ready")
                {
                    return candidate;
                }

                problem = answer.StartsWith("missing ", StringComparison.Ordinal) ? answer[8..] : "it did not start";
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException or TimeoutException)
            {
                problem = exception.Message;
            }

            candidate?.Dispose();
        }

        Console.Error.WriteLine($"{name} is left out: {problem}");
        return null;
    }

    /// <summary>Says a line and returns the answer, or null after the reason was printed.</summary>
    public string? Ask(string line)
    {
        if (IsBroken)
        {
            return null;
        }

        string problem;
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            var answer = Read();
            if (!answer.StartsWith("failed", StringComparison.Ordinal))
            {
                return answer;
            }

            problem = answer;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            problem = exception.Message;
        }

        return Break($"'{line}': {problem}");
    }

    /// <summary>Says why it is left out from here on.</summary>
    public string? Break(string problem)
    {
        IsBroken = true;
        Console.Error.WriteLine($"{Name} is left out from here on: {problem}");
        return null;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static IEnumerable<string> Pythons()
    {
        var file = OperatingSystem.IsWindows() ? "python.exe" : "python3";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, file))
            .Where(File.Exists);
    }

    private string Read() => _process.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult() ?? "failed: it ended";
}
