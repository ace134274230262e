namespace Kawasaki.Domain.Errors;

/// <summary>Every expected failure; listed with status and cure in docs/errors.md. A code is never used again for something else.</summary>
/// <remarks>`KWS1xx` URL, `2xx` model, `3xx` access, `4xx` change, `5xx` package and documents, `9xx` fault.</remarks>
public enum ErrorCode
{
    /// <summary>The URL's text is not OData, or says something that has no meaning where it stands.</summary>
    UrlSyntax = 101,

    /// <summary>The same query option was given twice.</summary>
    DuplicateOption = 102,

    /// <summary>A query option that the service does not know.</summary>
    UnknownOption = 103,

    /// <summary>Valid OData that this service does not support.</summary>
    NotSupported = 104,

    /// <summary>The URL or an expression exceeds a limit of size, depth or cost.</summary>
    TooComplex = 105,

    /// <summary>An operator or function was applied to types or values it does not take.</summary>
    TypeMismatch = 106,

    /// <summary>A literal's text does not fit its type or its range.</summary>
    BadLiteral = 107,

    /// <summary>A continuation token is damaged, foreign or belongs to another query.</summary>
    BadContinuation = 108,

    /// <summary>None of the formats asked for can be given.</summary>
    NotAcceptable = 109,

    /// <summary>The OData version asked for is not offered.</summary>
    VersionNotSupported = 110,

    /// <summary>The HTTP method is not allowed on this resource.</summary>
    MethodNotAllowed = 111,

    /// <summary>The request names a host that is not this service's.</summary>
    BadHost = 112,

    /// <summary>A request header's value cannot be used.</summary>
    BadHeader = 113,

    /// <summary>The body of the request has a media type that is not taken.</summary>
    UnsupportedMediaType = 114,

    /// <summary>The body of the request is longer than the service takes.</summary>
    BodyTooLarge = 115,

    /// <summary>The body of the request cannot be read: cut off, too slow, or not as its headers say.</summary>
    BadBody = 116,

    /// <summary>A batch of requests cannot be read: the message names the line or the request, and what was expected.</summary>
    BadBatch = 117,

    /// <summary>The state of the data that a link stands on is not known any more: start again.</summary>
    StateGone = 118,

    /// <summary>A request of a batch was not executed, since another that it depends on did not succeed.</summary>
    FailedDependency = 119,

    /// <summary>The row was deleted.</summary>
    RowDeleted = 122,

    /// <summary>More was asked than one client may ask within a minute.</summary>
    TooManyRequests = 123,

    /// <summary>No set, function or path of that name.</summary>
    UnknownResource = 201,

    /// <summary>No property or navigation of that name.</summary>
    UnknownProperty = 202,

    /// <summary>No row with that key.</summary>
    NotFound = 203,

    /// <summary>The request needs credentials and has none.</summary>
    NoCredentials = 301,

    /// <summary>The credentials are not valid, or not any more.</summary>
    BadCredentials = 302,

    /// <summary>The credentials are valid but do not have the scope that is needed.</summary>
    ScopeMissing = 303,

    /// <summary>The credentials may not write this row: it is another department's or another source system's.</summary>
    RowNotAllowed = 304,

    /// <summary>Tokens cannot be checked: the keys of their issuer cannot be fetched.</summary>
    IssuerUnavailable = 305,

    /// <summary>Too many keys that nobody knows were tried; others wait for a moment.</summary>
    TooManyAttempts = 306,

    /// <summary>There is no key of that id.</summary>
    UnknownKey = 307,

    /// <summary>A key cannot be made as asked.</summary>
    KeyRefused = 308,

    /// <summary>A row breaks a rule that the database itself keeps: key, reference or check.</summary>
    ConstraintViolated = 401,

    /// <summary>The body of the request is not what the resource takes: no JSON, or not the JSON of a row.</summary>
    MalformedBody = 402,

    /// <summary>A value is of another type than its property, or no value of it.</summary>
    BadValue = 404,

    /// <summary>A value is understood and not acceptable: out of range, not one of the list, missing, not to be given or changed by a caller.</summary>
    ValueRefused = 405,

    /// <summary>A reference leads to no row.</summary>
    ReferenceToNothing = 406,

    /// <summary>A row with that key, or known by that name to its source system, exists already and is another one.</summary>
    Conflict = 407,

    /// <summary>The row is not in the state that `If-Match` or `If-None-Match` asks for.</summary>
    PreconditionFailed = 408,

    /// <summary>A change of an existing row needs `If-Match`, so that no other change is overwritten unseen.</summary>
    PreconditionRequired = 409,

    /// <summary>The row is a fact of a document: it changes by a load of the data package only.</summary>
    ReadOnlyRow = 410,

    /// <summary>The name of the request was used before for another request.</summary>
    RepeatMismatch = 411,

    /// <summary>The database was lost while it committed, and whether it did is not known.</summary>
    OutcomeUnknown = 412,

    /// <summary>A value that only the service gives: a caller may repeat it, and never say another.</summary>
    NotGiven = 413,

    /// <summary>No deliveries are made to this address: not https, or not on the public internet.</summary>
    AddressRefused = 450,

    /// <summary>The caller has as many subscriptions as one may have.</summary>
    TooManySubscriptions = 451,

    /// <summary>A setting's value cannot be used.</summary>
    BadSetting = 501,

    /// <summary>A source document is not in the folder.</summary>
    DocumentMissing = 502,

    /// <summary>A source document cannot be read: no permission, or its bytes are not UTF-8.</summary>
    DocumentUnreadable = 503,

    /// <summary>A source document has lines that the extraction does not recognise, or states that it cannot tell apart.</summary>
    DocumentNotRecognized = 504,

    /// <summary>A file of the data package is missing, cannot be read or is not part of a package.</summary>
    PackageFileMissing = 510,

    /// <summary>Size or hash of a file differ from what datapackage.json states.</summary>
    PackageFileDamaged = 511,

    /// <summary>datapackage.json is not JSON or does not describe the files this version reads.</summary>
    PackageDescriptor = 512,

    /// <summary>A file is not UTF-8 without byte order mark, or a cell holds text that must not occur.</summary>
    PackageText = 513,

    /// <summary>A file is not CSV (RFC 4180) with line feeds.</summary>
    PackageCsv = 514,

    /// <summary>The header of a file is not the one of its table.</summary>
    PackageHeader = 515,

    /// <summary>A cell is not of its column's type, or a cell that must have a value is empty.</summary>
    PackageCell = 516,

    /// <summary>Two rows of a table have the same key.</summary>
    PackageDuplicateKey = 517,

    /// <summary>A code is not made of `[a-z0-9.-]`.</summary>
    PackageCodeForm = 518,

    /// <summary>A reference leads to no row.</summary>
    PackageReference = 519,

    /// <summary>A cell is not one of the values of its vocabulary.</summary>
    PackageVocabulary = 520,

    /// <summary>A fiscal year or a period cannot be meant, or its parts do not agree.</summary>
    PackagePeriod = 521,

    /// <summary>A unit that the service does not know.</summary>
    PackageUnit = 522,

    /// <summary>A comparator does not agree with the value or with the printed text.</summary>
    PackageComparator = 523,

    /// <summary>The status of a value does not agree with the value or with the printed text.</summary>
    PackageStatus = 524,

    /// <summary>The parts of a fiscal table do not add up to their total.</summary>
    PackageTotals = 525,

    /// <summary>Two places state different values and no discrepancy says so.</summary>
    PackageContradiction = 526,

    /// <summary>An evaluation's result does not follow from its target and actual.</summary>
    PackageEvaluation = 527,

    /// <summary>A place lies outside its document.</summary>
    PackagePlace = 528,

    /// <summary>Another load holds the database.</summary>
    LoadInProgress = 529,

    /// <summary>The package holds errors; the findings are in the details.</summary>
    PackageInvalid = 530,

    /// <summary>The database is away or refuses work; try again later.</summary>
    DatabaseUnavailable = 901,

    /// <summary>The query took longer than the deadline.</summary>
    Timeout = 902,

    /// <summary>The database's schema and this program do not belong together.</summary>
    SchemaMismatch = 903,

    /// <summary>The database cannot be used as it is set up: login, roles, rights, version.</summary>
    DatabaseSetup = 904,

    /// <summary>The private PostgreSQL cannot be created or started.</summary>
    PrivateCluster = 905,

    /// <summary>As many whole results are being sent as the service can send at once; try again later.</summary>
    Busy = 906,

    /// <summary>A fault of the service; the request id finds it in the log.</summary>
    Fault = 900,
}
