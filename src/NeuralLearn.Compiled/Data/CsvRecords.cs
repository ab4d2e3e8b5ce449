using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>
/// The records of a CSV text, as RFC 4180 has them: fields may be quoted, a quoted field may contain separators, ends of lines and doubled
/// quotes. Lines end with LF, CR LF or CR. Strict beyond that: nothing may follow a closing quote, no quote may stand inside a plain field,
/// and empty lines are allowed at the end only.
/// </summary>
internal sealed class CsvRecords(TextReader text, char separator, string file)
{
    // A forgotten quote would otherwise read the rest of the file into one field.
    private const int LongestField = 1 << 20;
    private const int End = -1;

    private readonly StringBuilder _field = new();
    private readonly List<string> _fields = [];
    private int _line = 1;
    private bool _isStarted;

    /// <summary>Where the current record begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The fields of the current record.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>The file's name, for messages.</summary>
    public string File => file;

    /// <summary>Goes to the next record.</summary>
    /// <returns>false after the last.</returns>
    public bool Next()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            if (text.Peek() == '\uFEFF')
            {
                text.Read();
            }
        }

        var emptyLine = 0;
        while (text.Peek() is '\r' or '\n')
        {
            emptyLine = emptyLine == 0 ? _line : emptyLine;
            SkipLineEnd(text.Read());
        }

        if (text.Peek() == End)
        {
            return false;
        }

        if (emptyLine != 0)
        {
            throw new InvalidDataException($"{file}, line {emptyLine}: found an empty line; one is only allowed at the end of the file.");
        }

        Line = _line;
        _fields.Clear();
        while (ReadField())
        {
        }

        return true;
    }

    /// <summary>An error at a field of the current record.</summary>
    public InvalidDataException Problem(int column, string? name, string found, string expected) => new(
        $"{file}, line {Line}, column {column + 1}{(name is null ? "" : $" ('{FileText.Printable(name)}')")}: "
        + $"found {(found.Length == 0 ? "nothing" : $"'{FileText.Printable(found)}'")}; {expected}.");

    /// <returns>Whether another field of the record follows.</returns>
    private bool ReadField()
    {
        _field.Clear();
        var next = text.Peek() == '"' ? ReadQuoted() : ReadPlain();
        _fields.Add(_field.ToString());
        if (next == separator)
        {
            return true;
        }

        if (next != End)
        {
            SkipLineEnd(next);
        }

        return false;
    }

    private int ReadPlain()
    {
        while (true)
        {
            var next = text.Read();
            if (next == End || next == separator || next is '\r' or '\n')
            {
                return next;
            }

            if (next == '"')
            {
                throw new InvalidDataException(
                    $"{file}, line {_line}, column {_fields.Count + 1}: found a quote after '{FileText.Printable(_field.ToString())}'; "
                    + "a field with quotes in it must be quoted as a whole, and each of its quotes doubled.");
            }

            Append(next);
        }
    }

    private int ReadQuoted()
    {
        var opened = _line;
        text.Read();
        while (true)
        {
            var next = text.Read();
            if (next == End)
            {
                throw new InvalidDataException(
                    $"{file}, line {opened}, column {_fields.Count + 1}: found the end of the file; the quote that opens here is never closed.");
            }

            if (next != '"')
            {
                _line += next == '\n' || (next == '\r' && text.Peek() != '\n') ? 1 : 0;
                Append(next);
                continue;
            }

            next = text.Read();
            if (next == '"')
            {
                Append(next);
                continue;
            }

            return next == End || next == separator || next is '\r' or '\n'
                ? next
                : throw new InvalidDataException(
                    $"{file}, line {_line}, column {_fields.Count + 1}: found '{FileText.Printable(((char)next).ToString())}' after a closing "
                    + "quote; the end of the field was expected.");
        }
    }

    private void Append(int character)
    {
        if (_field.Length == LongestField)
        {
            throw new InvalidDataException(
                $"{file}, line {Line}, column {_fields.Count + 1}: found a field of more than {LongestField} characters; is a quote missing?");
        }

        _field.Append((char)character);
    }

    private void SkipLineEnd(int first)
    {
        if (first == '\r' && text.Peek() == '\n')
        {
            text.Read();
        }

        _line++;
    }
}
