using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NeuralLearn.Compiled.Build.Weights;

/// <summary>Which weights files a project has, what classes call them and where their texts go.</summary>
internal sealed class WeightsPlan
{
    /// <summary>Together with the rest of the name it stays below the 255 characters that file systems allow.</summary>
    private const int LongestStem = 100;

    private WeightsPlan(IReadOnlyList<Entry> entries)
    {
        Entries = entries;
    }

    /// <summary>One per file and name.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>The names and where their texts are: a compiler whose list of files has changed must run again, even if no file is newer.</summary>
    public string List => string.Concat(Entries.Select(entry => entry.Name + "\t" + entry.Stem + "\n"));

    /// <param name="files">Full paths, and the names that the project gives them; empty where it gives none.</param>
    /// <param name="project">The project's folder.</param>
    /// <param name="isWindows">Whether paths are the same in any case of their letters, and parted by backslashes too.</param>
    public static WeightsPlan Of(IEnumerable<(string Path, string Link)> files, string project, bool isWindows)
    {
        var named = files.Select(file => (file.Path, file.Link, Name: Slashes(file.Link.Length > 0 ? file.Link : Relative(project, file.Path, isWindows)))).ToList();
        var entries = new List<Entry>();
        foreach (var (path, link, own) in named)
        {
            // Which of two files a class means that have one Link nobody can know, so that both go by their paths.
            var isTaken = link.Length > 0 && named.Any(other => other.Name == own && !Same(other.Path, path, isWindows));
            var name = isTaken ? Slashes(Relative(project, path, isWindows)) : own;
            if (!entries.Any(entry => entry.Name == name && Same(entry.Path, path, isWindows)))
            {
                entries.Add(new Entry(path, name, StemOf(path, name)));
            }
        }

        return new WeightsPlan(entries);
    }

    /// <summary>
    /// What files there are, of what length and from when, and who reads them. Nothing is compared with what was written: an older file may take
    /// the place of a newer one, and a package's files are older than the program.
    /// </summary>
    public string Stamps(string reader)
    {
        var text = new StringBuilder(reader).Append('\n');
        foreach (var entry in Entries)
        {
            var file = new FileInfo(entry.Path);
            text.Append(entry.Name).Append('\t').Append(entry.Path).Append('\t')
                .Append(file.Exists ? file.Length.ToString(CultureInfo.InvariantCulture) + "\t" + file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture) : "-").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The way from a folder to a file; the file's own path where there is none.</summary>
    private static string Relative(string folder, string path, bool isWindows)
    {
        char[] separators = isWindows ? ['/', '\\'] : ['/'];
        var from = folder.Split(separators, StringSplitOptions.RemoveEmptyEntries);
        var to = path.Split(separators, StringSplitOptions.RemoveEmptyEntries);
        var common = 0;
        while (common < from.Length && common < to.Length - 1 && Same(from[common], to[common], isWindows))
        {
            common++;
        }

        return common == 0 && isWindows ? path : string.Join("/", Enumerable.Repeat("..", from.Length - common).Concat(to.Skip(common)));
    }

    private static bool Same(string one, string other, bool isWindows) =>
        string.Equals(one, other, isWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Slashes(string name) => name.Replace('\\', '/');

    /// <summary>Readable, and nobody else's.</summary>
    private static string StemOf(string path, string name)
    {
        var last = name.Substring(name.LastIndexOf('/') + 1);
        var plain = string.Concat(last.Select(character => character < 128 && (char.IsLetterOrDigit(character) || character is '.' or '-' or '_') ? character : '_'));
        using var hash = SHA256.Create();
        var own = hash.ComputeHash(Encoding.UTF8.GetBytes(path + "\n" + name));
        return (plain.Length > LongestStem ? plain.Substring(0, LongestStem) : plain)
            + "." + string.Concat(own.Take(6).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>A weights file under one name.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What classes call it, with slashes.</param>
    /// <param name="stem">What its texts are called, without their endings.</param>
    internal sealed class Entry(string path, string name, string stem)
    {
        public string Path { get; } = path;

        public string Name { get; } = name;

        public string Header { get; } = stem + ".nlheader";

        public string Payload { get; } = stem + ".nlpayload";

        public string Stem { get; } = stem;
    }
}
